import { ShoalwatchError, type Action, type ActionType } from '#model';
import type { FixBench } from './desk.ts';

/** The type of an action that a plan holds. Throws where this version does not know it. */
export function typeOf({ actions }: Pick<FixBench, 'actions'>, { action }: Action): ActionType {
  const type = actions.find(({ name }) => name === action);
  if (type) return type;
  throw new ShoalwatchError('defect', `no action is called ${action}`);
}
