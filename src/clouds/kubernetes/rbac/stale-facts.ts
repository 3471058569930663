import { defineFact, type Look, type Unknown } from '#model';
import { isUnread } from '#rule';
import { addressRootOf, objectAddress } from '../address.ts';
import { clusterRole } from '../cluster-role/resource.ts';
import { role } from '../role/resource.ts';
import { serviceAccount } from '../service-account/resource.ts';
import { raising } from './escalation-facts.ts';
import { bindingGrant, bindings, grantedRules, isFullAdmin, type Binding, type Grant, type RuleAt } from './facts.ts';
import { bindingHolders, type Holder } from './holder-facts.ts';
import { hitsOf, isFarReaching } from './right-facts.ts';

/** What a binding names that does not exist. */
export interface StaleBinding {
  /** Its subjects that are accounts which do not exist; who may be the system is told apart by the holder. */
  readonly accounts: readonly Holder[];
  /** Why there may be more of them. */
  readonly unread: Unknown | undefined;
  readonly role: 'there' | 'absent' | Unknown;
  /** Whether whoever makes such an account could take the cluster by what is granted. */
  readonly isGrave: boolean | Unknown;
}

/** Which of what a binding names does not exist. Users and groups are known to no cluster. */
export const staleBinding = defineFact({
  name: 'k8s.stale-binding',
  of: bindings,
  uses: [bindingGrant, bindingHolders, grantedRules, clusterRole, role, serviceAccount],
  work(it, { find, fact }): StaleBinding {
    const grant = fact(bindingGrant, it);
    const cluster = addressRootOf(it.target);
    const found = fact(bindingHolders, it)
      .filter(({ text }) => text.startsWith('ServiceAccount:'))
      .map((holder) => {
        const [namespace, name = ''] = holder.text.replace('ServiceAccount:', '').split('/');
        const place = { cluster, group: 'core', version: 'v1', namespace, plural: 'serviceaccounts', name };
        return { holder, account: find(serviceAccount, objectAddress(place)) };
      });
    const accounts = found.filter(({ account }) => account === 'absent').map(({ holder }) => holder);
    const named = roleOf(it, grant, find);
    const isAbsent = named === 'absent';
    const rules = accounts.length === 0 || isAbsent ? [] : fact(grantedRules, it);
    return {
      accounts,
      unread: found.map(({ account }) => account).find(isUnread),
      role: isUnread(named) ? named : isAbsent ? 'absent' : 'there',
      isGrave: isUnread(rules) ? rules : isFullAdmin(grant, () => rules) === true || takesCluster(rules, grant),
    };
  },
});

type Finding = Look<typeof role | typeof clusterRole>['find'];

function roleOf({ target }: Binding, { role: { kind, name }, namespace }: Grant, find: Finding) {
  const where = { cluster: addressRootOf(target), group: 'rbac.authorization.k8s.io', version: 'v1', name };
  return kind === 'Role'
    ? find(role, objectAddress({ ...where, namespace, plural: 'roles' }))
    : find(clusterRole, objectAddress({ ...where, namespace: undefined, plural: 'clusterroles' }));
}

/** Rights of the whole cluster, or of the system, each of which is enough to take the rest. */
const enough = [
  { group: '', resources: ['secrets'], verbs: ['get', 'list', 'watch'] },
  { group: '', resources: ['pods', 'pods/exec', 'serviceaccounts/token'], verbs: ['create'] },
  { group: '', resources: ['nodes/proxy'], verbs: ['get', 'create'] },
];

const takesCluster = (rules: readonly RuleAt[], grant: Grant): boolean =>
  isFarReaching(grant) && hitsOf(rules, ...enough, ...raising(grant)).some(({ names }) => names === undefined);
