import { isUnread, type Evidence, type Unknown } from '#rule';
import { adminPowers, everyEksAction, watchedActions, type WatchedAction } from '../policy/cluster-power-facts.ts';
import type { RolePolicy } from './policy-facts.ts';

/** What the policies that an account wrote itself let a role do to every cluster or repository. */
export interface ClusterRights {
  /** The rights in words; empty without any. */
  readonly says: string;
  /** Whether whoever has them can make himself an administrator of every cluster. */
  readonly leadsToAdmin: boolean;
  readonly seen: readonly Evidence[];
}

/** What makes an entry, and what gives it the rights of an administrator. */
const entering: readonly WatchedAction[] = ['eks:CreateAccessEntry', 'eks:AssociateAccessPolicy'];

/** Whether one policy of a role makes it an administrator of the account, which it is meant to be then. */
export const administers = (policies: readonly RolePolicy[]): boolean =>
  policies.some(({ powers }) => !isUnread(powers) && adminPowers.every((one) => powers.includes(one)));

/** The rights that some of the actions are, of policies that are not AWS's own. */
export function clusterRightsIn(policies: readonly RolePolicy[], actions: readonly WatchedAction[]): ClusterRights {
  const own = policies.flatMap(({ by, powers, ...one }) => {
    const held = by === 'aws' || isUnread(powers) ? [] : powers.map(({ action }) => action);
    return actions.some((action) => held.includes(action)) ? [{ ...one, held }] : [];
  });
  const held = new Set(own.flatMap((one) => one.held));
  const granted = watchedActions.filter((action) => actions.includes(action) && held.has(action));
  const ofEks = actions.filter((action) => action.startsWith('eks:'));
  const isWhole = held.has(everyEksAction.action) && ofEks.length > 0 && ofEks.every((action) => held.has(action));
  const rights = isWhole ? [everyEksAction.label, ...granted.filter((action) => !action.startsWith('eks:'))] : granted;
  return {
    says: rights.join(', '),
    leadsToAdmin: entering.every((action) => held.has(action)),
    seen: own.map(({ at, arn, name }) => ({ at, actual: arn ?? name })),
  };
}

/** Why policies of the account could not be judged, and why any at all could not. */
export function unreadAmong(policies: readonly RolePolicy[]): {
  readonly own: Unknown | undefined;
  readonly any: readonly Unknown[];
} {
  const whyOf = ({ powers }: RolePolicy): readonly Unknown[] => (isUnread(powers) ? [powers] : []);
  return { own: policies.filter(({ by }) => by === 'account').flatMap(whyOf)[0], any: policies.flatMap(whyOf) };
}
