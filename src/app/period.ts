import { abreast } from '#lib/abreast';
import { compareText } from '#lib/text';
import type { HistoryEntry, Instant, Memory, Run } from '#model';
import type { Decision, PeriodSource } from '#report/period/source';

/** Reads of the ledger that are under way at once. */
const width = 16;

/** Takes from a store what it knows up to the end of a period. What a run moved that ended later is left out. */
export async function periodSource(
  memory: Memory,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Promise<PeriodSource> {
  const known = await allRuns(memory);
  const late = new Set(known.filter((it) => compareText(it.finishedAt, to) > 0).map(({ id }) => id));
  const isBy = (it: HistoryEntry): boolean =>
    compareText(it.at, to) <= 0 && (it.run === undefined || !late.has(it.run));
  const histories = await abreast(await memory.findings(), width, async ({ id }) =>
    (await memory.history(id)).filter(isBy),
  );
  const stored = await memory.waivers.all();
  const revoked = new Map(
    stored.flatMap(({ id, ended }) => (ended?.kind === 'revoked' ? [[id, ended.at] as const] : [])),
  );
  const runs = known.filter((it) => compareText(it.finishedAt, from) >= 0 && compareText(it.finishedAt, to) <= 0);
  const firstRun = known[0]?.finishedAt;
  return {
    ...{ from, to, histories, revoked, runs, decisions: await decisionsIn(memory) },
    ...(firstRun !== undefined && { firstRun }),
  };
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
