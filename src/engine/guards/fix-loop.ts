import { ago, parseInstant } from '#lib/time';
import { stop, warn, type Guard } from './check.ts';

const day = 24 * 3_600_000;

/** What came back within a day of our fix comes back again: somebody or something makes it so. */
export const fixLoopGuard: Guard = ({ plan, finding, remediations, at, byPerson }) => {
  const now = parseInstant(at) ?? Infinity;
  const since = (it: string | undefined): number => now - (parseInstant(it ?? '') ?? -Infinity);
  const last = remediations
    .filter((it) => it.plan.id !== plan && it.plan.finding === finding.id && it.state === 'done')
    .find((it) => since(it.finishedAt) < day);
  if (!last?.finishedAt) return [];
  const says = `it was fixed ${ago(last.finishedAt, at)} by ${last.plan.id} and is back`;
  return byPerson ? warn(`${says}: find out what undoes it`) : stop(`${says}: a person has to look at it`);
};
