import { defineFact, type CannotPlan, type ResourceOf } from '#model';
import { cannotPlan, fieldMissing, isUnread, unknown, type Evidence, type Unknown } from '#rule';
import { parseArn } from '../../address.ts';
import { matchesPattern } from '../../ec2/image/flaw-facts.ts';
import { accessPolicies } from '../access-policies/resource.ts';
import { eksCluster } from '../cluster/resource.ts';
import { accessEntry } from './resource.ts';

type Entry = ResourceOf<typeof accessEntry>;
type Policies = ResourceOf<typeof accessPolicies>;
type Policy = NonNullable<Policies['config']['associatedAccessPolicies']>[number];

/** Where an access policy reaches so far that the whole cluster can be had from there, and what says so. */
export interface Reach {
  readonly where: 'the whole cluster' | 'every namespace' | 'kube-system';
  readonly seen: Evidence;
}

/** An admin policy that an entry holds where it leads to the whole cluster. */
export interface AdminGrant extends Reach {
  readonly policy: string;
  readonly arn: string;
}

/** The admin policies of an entry. `unread` says why there may be more. */
export interface AdminRights {
  readonly held: Policies;
  readonly grants: readonly AdminGrant[];
  readonly unread?: Unknown | undefined;
}

/** The access policies that somebody gave an entry, each with its path in the answer that holds them. */
export interface GivenPolicies {
  readonly held: Policies;
  readonly given: readonly { readonly policy: Policy; readonly at: string }[];
}

/** The access policies of an entry. What AWS gives its own roles for services is left out. */
export const givenPolicies = defineFact({
  name: 'eks.given-policies',
  of: accessEntry,
  uses: [accessPolicies],
  work({ config }, { list }): GivenPolicies | Unknown {
    const { clusterName: cluster, principalArn: principal } = config;
    if (cluster === undefined) return fieldMissing('clusterName');
    if (principal === undefined) return fieldMissing('principalArn');
    const { items, unread } = list(accessPolicies, { cluster, principal });
    const [held] = items;
    if (!held) return unread ?? unknown('not-found', `No answer holds the access policies of ${principal}.`);
    const policies = held.config.associatedAccessPolicies;
    if (policies === undefined) return fieldMissing(`${held.id}#associatedAccessPolicies`);
    const given = isServiceLinked(principal) ? [] : policies;
    return { held, given: given.map((policy, i) => ({ policy, at: `${held.id}#associatedAccessPolicies[${i}]` })) };
  },
});

const adminPolicy = /^arn:aws[a-z-]*:eks::aws:cluster-access-policy\/(AmazonEKS(?:Cluster)?AdminPolicy)$/;

/**
 * The two admin policies of an entry where they reach the whole cluster, or a namespace from which it can be had.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html
 */
export const adminRights = defineFact({
  name: 'eks.admin-rights',
  of: accessEntry,
  uses: [givenPolicies],
  work(it, { fact }): AdminRights | Unknown {
    const policies = fact(givenPolicies, it);
    if (isUnread(policies)) return policies;
    const { held, given } = policies;
    const found = given.flatMap(({ policy, at }) => grantOf(policy, at) ?? []);
    return { held, grants: found.filter((one): one is AdminGrant => !isUnread(one)), unread: found.find(isUnread) };
  },
});

function grantOf({ policyArn: arn, accessScope }: Policy, at: string): AdminGrant | Unknown | undefined {
  if (arn === undefined) return fieldMissing(`${at}.policyArn`);
  const policy = adminPolicy.exec(arn)?.[1];
  if (policy === undefined) return undefined;
  const reach = reachOf(accessScope, at);
  return !reach || isUnread(reach) ? reach : { policy, arn, ...reach };
}

/** Where an access policy reaches; undefined where its namespaces lead to no more than themselves. */
export function reachOf(scope: Policy['accessScope'], at: string): Reach | Unknown | undefined {
  if (scope?.type === undefined) return fieldMissing(`${at}.accessScope.type`);
  if (scope.type === 'cluster')
    return { where: 'the whole cluster', seen: { at: `${at}.accessScope.type`, actual: scope.type } };
  if (scope.namespaces === undefined) return fieldMissing(`${at}.accessScope.namespaces`);
  if (!scope.namespaces.some((it) => matchesPattern('kube-system', it))) return undefined;
  const where = scope.namespaces.includes('*') ? 'every namespace' : 'kube-system';
  return { where, seen: { at: `${at}.accessScope.namespaces`, actual: scope.namespaces } };
}

/** An entry that holds admin policies. */
export interface Admin {
  readonly entry: Entry;
  readonly grants: readonly AdminGrant[];
}

/** All entries of a cluster that hold admin policies, and why there may be more. */
export const clusterAdmins = defineFact({
  name: 'eks.cluster-admins',
  of: [accessEntry, eksCluster],
  uses: [accessEntry, adminRights],
  work(it, { list, fact }): { readonly admins: readonly Admin[]; readonly unread?: Unknown | undefined } {
    const cluster = it.type === 'eks.cluster' ? it.config.name : it.config.clusterName;
    if (cluster === undefined) return { admins: [], unread: fieldMissing('name') };
    const { items, unread } = list(accessEntry, { cluster });
    const all = items.map((entry) => ({ entry, rights: fact(adminRights, entry) }));
    return {
      admins: all.flatMap(({ entry, rights }) =>
        isUnread(rights) || rights.grants.length === 0 ? [] : { entry, grants: rights.grants },
      ),
      unread: unread ?? all.flatMap(({ rights }) => (isUnread(rights) ? rights : (rights.unread ?? [])))[0],
    };
  },
});

/** Whether a principal is a role that AWS makes and uses for a service; nobody else can make one of that path. */
const isServiceLinked = (principal: string): boolean =>
  parseArn(principal)?.path.startsWith('role/aws-service-role/') ?? false;

/** The grants of admins, as evidence. */
export const seenIn = (admins: readonly Pick<Admin, 'grants'>[]): readonly Evidence[] =>
  admins.flatMap(({ grants }) => grants.map(({ seen }) => seen));

/** Tells the entries whose principals policy names, exactly or by a pattern. */
export const isNamed =
  (patterns: readonly string[]) =>
  ({ entry: { config } }: Pick<Admin, 'entry'>): boolean =>
    patterns.some((pattern) => matchesPattern(config.principalArn ?? '', pattern));

const isWhole = ({ where }: AdminGrant): boolean => where === 'the whole cluster';

/** Why an entry may not lose its grants: nobody else of these would be left who administers the whole cluster. */
export const mayBeLast = ({ grants }: AdminRights, others: readonly Admin[]): CannotPlan | undefined =>
  !grants.some(isWhole) ||
  others.some((one) => one.grants.some((it) => isWhole(it) && it.policy === 'AmazonEKSClusterAdminPolicy'))
    ? undefined
    : cannotPlan('it may be the last who administers the whole cluster: allowedAdmins names nobody else who does');
