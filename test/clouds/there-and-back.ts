import { accessPolicies } from '#clouds/aws/eks/access-policies/resource';
import { simulate } from '#engine/plan/simulate';
import { undoOf } from '#engine/plan/undo';
import type { Action, ActionType, Resource, Type } from '#model';
import { plain } from '../contract/normal.ts';
import { snapshotsOf } from '../support/build.ts';

const dummy: Type = { ...accessPolicies, name: 'none' };

/** What stands after an action, and after it is taken back. */
export function thereAndBack(type: ActionType, subject: Resource, action: Action) {
  const before = snapshotsOf([subject], [{ ...dummy, scope: type.on.scope }]);
  const steps = [{ type, action }];
  const after = simulate(before, steps);
  const back = undoOf(before, steps);
  if ('cannot' in back) return { after: configIn(after, subject), cannot: back.cannot, actions: [] };
  const actions = back.map(({ action: { action: name } }) => name);
  return { after: configIn(after, subject), back: configIn(simulate(after, back), subject), actions };
}

const configIn = (snapshots: ReturnType<typeof simulate>, { id }: Resource): unknown =>
  plain(snapshots.flatMap(({ resources }) => resources).find((it) => it.id === id)?.config);
