import { z } from 'zod';
import { scan } from '#app/scan';
import { typesOf } from '#engine/ruleset';
import { snapshotsOf } from '#engine/snapshot-id';
import type { AnyRule } from '#engine/any-rule';
import { readFiles } from '#clouds/files/read-files';
import { compareText } from '#lib/text';
import { defaultPolicy } from '#model';
import type { Clock, Judgement } from '#model';
import { recognisers } from '../../cli/recognisers.ts';

const severities = ['critical', 'high', 'medium', 'low'] as const;
const words = ['fail', 'unknown', 'pass', 'not-applicable'] as const;

const expectedVerdict = z.strictObject({
  rule: z.string(),
  /** What a person calls it, or the end of its id. */
  resource: z.string(),
  /** The worst that the rule says of it. */
  verdict: z.enum(words),
  /** Of a fail, and of nothing else. */
  severity: z.enum(severities).optional(),
});

const expectedDocument = z.strictObject({
  /** Below the folder of recorded data. */
  path: z.string(),
  sha256: z.string(),
  why: z.string(),
  /** What it holds, as `<type> <name>`, where no rule judges that. */
  holds: z.array(z.string()).optional(),
  verdicts: z.array(expectedVerdict),
});

/** Recorded documents with the verdicts that a person read from their bytes, and why. */
export const expectedDocuments = z.strictObject({
  /** The rules that the person had in mind: nothing is expected of any other. */
  rules: z.array(z.string()),
  documents: z.array(expectedDocument),
});

export type ExpectedDocument = z.output<typeof expectedDocument>;
export type ExpectedVerdict = z.output<typeof expectedVerdict>;

/** What a scan of one file alone says. */
export interface Said {
  readonly held: readonly string[];
  readonly verdicts: readonly (ExpectedVerdict & { readonly id: string; readonly message: string })[];
}

/** Scans one file alone: default policy, no memory, at a fixed instant. */
export async function scanFile(file: string, rules: readonly AnyRule[], at: string): Promise<Said> {
  const { readings, unreadable } = await readFiles({ paths: [file], recognisers, at });
  const clock: Clock = { now: () => Date.parse(at), sleep: () => Promise.resolve() };
  const scanned = await scan({
    snapshots: snapshotsOf(readings, typesOf(rules)),
    unreadable,
    rules,
    policy: defaultPolicy,
    clock,
    startedAt: at,
  });
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

function worstOf(judgements: readonly Judgement[]): Said['verdicts'][number] {
  const rank = (it: Judgement): number =>
    words.indexOf(it.verdict) * severities.length + severities.indexOf(it.severity);
  const worst = judgements.reduce((a, b) => (rank(b) < rank(a) ? b : a));
  const { rule, resource, verdict, severity, message = '' } = worst;
  const fail = verdict === 'fail' && { severity };
  return { rule, resource: resource.name, id: resource.id, verdict, message, ...fail };
}
