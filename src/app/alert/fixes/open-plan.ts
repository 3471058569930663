import type { Finding, GroupRecord, Instant } from '#model';
import type { PlanInFinding } from '#notify/views';
import { personOf } from '../cards/person.ts';

/** The plan that is open for a finding of a group: one that is carried out before one that waits for a word. */
export function openPlan(
  { at }: { readonly at: Instant },
  { plans = [] }: GroupRecord,
  open: readonly Finding[],
): PlanInFinding | undefined {
  const standing = new Set(open.map(({ id }) => id));
  const wanted = plans.filter(({ finding }) => standing.has(finding));
  const found = wanted.findLast(({ state }) => state === 'running') ?? wanted.findLast(waitsAt(at));
  if (!found) return undefined;
  const { id, state, by, expires } = found;
  return { id, state: state === 'running' ? 'running' : 'proposed', by: personOf(by), expires };
}

/** When the first plan of a group that waits for a word waits no more. */
export const planEnds = ({ plans = [] }: GroupRecord, at: Instant): Instant | undefined =>
  plans
    .filter(waitsAt(at))
    .map(({ expires }) => expires)
    .sort()[0];

const waitsAt =
  (at: Instant) =>
  ({ state, expires }: NonNullable<GroupRecord['plans']>[number]): boolean =>
    state === 'proposed' && Date.parse(expires) > Date.parse(at);
