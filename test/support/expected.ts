import { scan } from '#app/scan';
import type { AnyRule } from '#engine/any-rule';
import { readFiles } from '#clouds/files/read-files';
import { compareText } from '#lib/text';
import { defaultPolicy } from '#model';
import type { Clock, Judgement, Severity } from '#model';
import { recognisers } from '../../cli/recognisers.ts';

type Word = Judgement['verdict'];

/** A recorded document with the verdicts that a person read from its bytes, and why. */
export interface ExpectedDocument {
  /** Below the folder of recorded data. */
  readonly path: string;
  readonly sha256: string;
  readonly why: string;
  /** What it holds, as `<type> <name>`, where no rule judges that. */
  readonly holds?: readonly string[];
  readonly verdicts: readonly ExpectedVerdict[];
}

/** The worst verdict of one rule on one resource. */
export interface ExpectedVerdict {
  readonly rule: string;
  /** What a person calls it, or the end of its id. */
  readonly resource: string;
  readonly verdict: Word;
  /** Of a fail. */
  readonly severity?: Severity;
}

/** What a scan of one file alone says. */
export interface Said {
  readonly held: readonly string[];
  readonly verdicts: readonly (ExpectedVerdict & { readonly id: string; readonly message: string })[];
}

/** Scans one file alone: default policy, no memory, at a fixed instant. */
export async function scanFile(file: string, rules: readonly AnyRule[], at: string): Promise<Said> {
  const { readings, unreadable } = await readFiles({ paths: [file], recognisers, at });
  const clock: Clock = { now: () => Date.parse(at), sleep: () => Promise.resolve() };
  const scanned = await scan({ readings, unreadable, rules, policy: defaultPolicy, clock, startedAt: at });
  const { judgements, resources } = scanned.scan;
  const groups = Map.groupBy(judgements, ({ rule, resource }) => `${rule} ${resource.id}`);
  return {
    held: resources.map(({ type, name }) => `${type} ${name}`).sort(compareText),
    verdicts: [...groups.values()].map(worstOf),
  };
}

/** Every difference between what was expected of a document and what the scan says, one line each. */
export function differences(expected: ExpectedDocument, said: Said): readonly string[] {
  const seen = new Set<string>();
  const wrong = expected.verdicts.flatMap((one) => {
    const { rule, resource } = one;
    const found = said.verdicts.filter((it) => it.rule === rule && isCalled(it, resource));
    for (const { id } of found) seen.add(`${rule} ${id}`);
    const got = found.length === 0 ? 'nothing' : found.map(wordOf).join(' and ');
    if (found.length === 1 && got === wordOf(one)) return [];
    return [
      `${rule} on ${resource}: expected ${wordOf(one)}, got ${got} (${found.map(({ message }) => message).join()})`,
    ];
  });
  const more = said.verdicts
    .filter(({ rule, id }) => !seen.has(`${rule} ${id}`))
    .map((it) => `${it.rule} on ${it.resource}: expected nothing, got ${wordOf(it)} (${it.message})`);
  const missing = (expected.holds ?? []).filter((it) => !said.held.includes(it)).map((it) => `not held: ${it}`);
  return [...wrong, ...more, ...missing];
}

const isCalled = ({ id, resource }: { id: string; resource: string }, name: string): boolean =>
  [id, resource].some((it) => it === name || it.endsWith(`/${name}`) || it.endsWith(`@${name}`));

const wordOf = ({ verdict, severity }: Pick<ExpectedVerdict, 'verdict' | 'severity'>): string =>
  severity === undefined ? verdict : `${verdict} ${severity}`;

const verdicts: readonly Word[] = ['fail', 'unknown', 'pass', 'not-applicable'];
const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

function worstOf(judgements: readonly Judgement[]): Said['verdicts'][number] {
  const rank = (it: Judgement): number =>
    verdicts.indexOf(it.verdict) * severities.length + severities.indexOf(it.severity);
  const worst = judgements.reduce((a, b) => (rank(b) < rank(a) ? b : a));
  const { rule, resource, verdict, severity, message = '' } = worst;
  const fail = verdict === 'fail' && { severity };
  return { rule, resource: resource.name, id: resource.id, verdict, message, ...fail };
}
