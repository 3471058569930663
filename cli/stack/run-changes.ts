import { abreast } from '#lib/abreast';
import { canonicalJson } from '#lib/canonical';
import { compareText } from '#lib/text';
import {
  ShoalwatchError,
  type FindingChange,
  type Judgement,
  type Memory,
  type Run,
  type RunKind,
  type Scan,
} from '#model';

/** How many findings are asked for at once. */
const width = 16;

/** Runs that can have been written while one was waited for. */
const looked = 50;

/** A run, and what moved since another one. */
export interface Moved {
  readonly scan: Scan;
  readonly changes: readonly FindingChange[];
}

/**
 * The run of an id with what runs of these kinds have moved since an earlier one, as their own process would tell: asked is
 * the history of each finding that stands otherwise. Throws where the store has no such run.
 */
export async function movedSince(
  memory: Memory,
  id: string,
  last: Run | undefined,
  kinds: readonly RunKind[],
): Promise<Moved> {
  const stored = await memory.scan(id);
  if (!stored) throw noRun(id);
  const scan = inOrder(stored);
  const runs = await memory.runs(looked);
  const known = runs.findIndex((it) => it.id === last?.id);
  const newer = runs.slice(0, known < 0 ? looked : known).filter(({ kind }) => kinds.includes(kind));
  const own = new Set(newer.map((it) => it.id));
  const was = textsOf(last && (await memory.scan(last.id)));
  const is = textsOf(scan);
  const ids = [...new Set([...was.keys(), ...is.keys()])].filter((it) => was.get(it) !== is.get(it)).sort();
  const histories = await abreast(ids, width, (it) => memory.history(it));
  const entries = histories.flat().filter(({ run }) => run !== undefined && own.has(run));
  return { scan, changes: entries.map(({ kind, cause, finding }) => ({ kind, cause, finding })) };
}

/** A store keeps a run by targets; whoever judged it tells it in one order. */
const inOrder = (scan: Scan): Scan => ({
  ...scan,
  findings: [...scan.findings].sort((a, b) => compareText(a.id, b.id)),
  judgements: [...scan.judgements].sort(byRuleAndResource),
});

const byRuleAndResource = (a: Judgement, b: Judgement): number =>
  compareText(a.rule, b.rule) ||
  compareText(a.resource.target, b.resource.target) ||
  compareText(a.resource.id, b.resource.id) ||
  compareText(a.key ?? '', b.key ?? '');

const textsOf = (scan: Scan | undefined): ReadonlyMap<string, string> =>
  new Map((scan?.findings ?? []).map((it) => [it.id, canonicalJson(it)]));

const noRun = (id: string): ShoalwatchError =>
  new ShoalwatchError('store', `the stack says that it wrote ${id}, and its store has no such run`, {
    cure: "see the log of the stack's function evaluate; shoalwatch list targets shows the last run there is",
  });
