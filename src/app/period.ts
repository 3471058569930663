import { abreast } from '#lib/abreast';
import { compareText } from '#lib/text';
import type { Finding, HistoryEntry, Instant, Memory, PolicyDocument, Run, Sla } from '#model';
import type { Decision, PeriodSource } from '#report/period/source';

/** Reads of the ledger that are under way at once. */
const width = 16;

/** A store, and the policy that counts where a run was judged by no version of its own. */
export interface Known {
  readonly memory: Memory;
  readonly file: PolicyDocument;
}

/** Takes from a store what it knows up to the end of a period. What a run moved that ended later is left out. */
export async function periodSource(
  { memory, file }: Known,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<PeriodSource> {
  const { known, runs, late } = await runsIn(memory, { from, to });
  const histories = await historiesOf(memory, await memory.findings(), { to, late });
  const stored = await memory.waivers.all();
  const revoked = new Map(
    stored.flatMap(({ id, ended }) => (ended?.kind === 'revoked' ? [[id, ended.at] as const] : [])),
  );
  const firstRun = known[0]?.finishedAt;
  const sla = await slaAt(
    { memory, file },
    known.findLast(({ id }) => !late.has(id)),
  );
  return {
    ...{ from, to, histories, revoked, runs, decisions: await decisionsIn(memory) },
    ...(firstRun !== undefined && { firstRun }),
    ...(sla && { sla }),
  };
}

/** The deadlines of the policy that the last run of a period was judged by. */
async function slaAt({ memory, file }: Known, last: Run | undefined): Promise<Sla | undefined> {
  const version = last?.policyVersion;
  const pushed = version === undefined || version === null ? undefined : await memory.policies.version(version);
  return (pushed?.document ?? file).sla;
}

/** Runs of a store: all of them, those that ended in a period, and the ids of those that ended after it. */
export async function runsIn(memory: Memory, { from, to }: { readonly from: Instant; readonly to: Instant }) {
  const known = await allRuns(memory);
  const late = new Set(known.filter((it) => compareText(it.finishedAt, to) > 0).map(({ id }) => id));
  const runs = known.filter((it) => compareText(it.finishedAt, from) >= 0 && !late.has(it.id));
  return { known, runs, late };
}

/** What findings went through up to an instant, without what late runs moved. */
export function historiesOf(
  memory: Memory,
  findings: readonly Finding[],
  { to, late }: { readonly to: Instant; readonly late: ReadonlySet<string> },
): Promise<readonly (readonly HistoryEntry[])[]> {
  const isBy = (it: HistoryEntry): boolean =>
    compareText(it.at, to) <= 0 && (it.run === undefined || !late.has(it.run));
  return abreast(findings, width, async ({ id }) => (await memory.history(id)).filter(isBy));
}

/** Every run that the store keeps, the oldest first. */
async function allRuns(memory: Memory): Promise<readonly Run[]> {
  for (let limit = 1000; ; limit *= 4) {
    const runs = await memory.runs(limit);
    if (runs.length < limit) return runs.toSorted((a, b) => compareText(a.finishedAt, b.finishedAt));
  }
}

async function decisionsIn({ waivers, policies, remediations, pause }: Memory): Promise<readonly Decision[]> {
  const accepted = await abreast(await waivers.all(), width, ({ id }) => waivers.history(id));
  const fixes = await abreast(await remediations.all(), width, ({ plan }) => remediations.history(plan.id));
  return [
    ...accepted.flat().map(({ at, act, by, why, waiver }) => {
      return { at, on: 'waiver' as const, act, by, why, about: `${waiver.id} ${waiver.rule}` };
    }),
    ...fixes.flat().flatMap(({ at, act, by, plan, finding }) => {
      return isDecision.test(act) ? [{ at, on: 'fix' as const, act, by, why: '', about: `${plan} ${finding}` }] : [];
    }),
    ...(await policies.history()).map(({ at, act, author: by, reason = '', version, overlay }) => {
      const about = version === undefined ? `overlay ${overlay?.id ?? ''}`.trim() : `version ${version}`;
      return { at, on: 'policy' as const, act, by, why: reason, about };
    }),
    ...(await pause.history()).map(({ at, by, paused, why = '' }) => {
      return { at, on: 'pause' as const, act: paused ? 'paused' : 'resumed', by, why, about: 'all fixes' };
    }),
  ];
}

/** Of what a fix goes through, what somebody said; the rest are steps. */
const isDecision = /^(?:proposed|approved|rejected|stopped|undo)\b/;
