import { compareText } from '#lib/text';
import { defineFact } from '#model';
import { isDefaultAccount } from '../../gke/cluster/account-facts.ts';
import { defaultAccount } from '../../gke/cluster/accounts.ts';
import { gkeCluster } from '../../gke/cluster/resource.ts';
import { grantsIn, isAnyone, type Grant } from './grant-facts.ts';
import { projectPolicy } from './resource.ts';

/** What a policy gives to the account of nodes. */
export interface NodeAccount {
  readonly account: string;
  /** The names of the clusters whose nodes run as it. */
  readonly clusters: readonly string[];
  readonly grants: readonly Grant[];
}

/** What a policy gives to the accounts of nodes, and to whom it may be that they belong. */
export interface NodeAccounts {
  readonly accounts: readonly NodeAccount[];
  /** What is given to Compute Engine default accounts, where nodes run as one and it is not known which project's it is. */
  readonly maybe: readonly Grant[];
  /** What is given to anyone, to all service accounts of a project or more, and where the project has clusters to groups. */
  readonly crowds: readonly Grant[];
}

const prefix = 'serviceAccount:';

/** The accounts that the nodes of clusters run as, in this project or another, and what the policy of a project gives them. */
export const nodeAccounts = defineFact({
  name: 'gcp.node-accounts',
  of: projectPolicy,
  uses: [gkeCluster],
  work({ config, target }, { list, listAll }): NodeAccounts {
    const grants = grantsIn(config);
    const usual = defaultAccountBy(grants);
    const given = [...Map.groupBy(grants, ({ member }) => member)].flatMap(([member, held]) =>
      member.startsWith(prefix) ? [{ account: member.slice(prefix.length), grants: held }] : [],
    );
    const byDefault = given.some(({ account }) => isDefaultAccount(account))
      ? listAll(gkeCluster, { account: defaultAccount }).items
      : [];
    const own = byDefault.filter((it) => it.target === target);
    const clustersOf = (account: string): readonly string[] => {
      const named = listAll(gkeCluster, { account }).items;
      return [...named, ...(account === usual ? own : [])].map(({ name }) => name);
    };
    const accounts = given
      .map((it) => ({ ...it, clusters: [...new Set(clustersOf(it.account))].sort(compareText) }))
      .filter(({ clusters }) => clusters.length > 0);
    const isUntold = byDefault.length > (usual === undefined ? 0 : own.length);
    const untold = given.filter(
      ({ account }) => isDefaultAccount(account) && account !== usual && !accounts.some((it) => it.account === account),
    );
    const groups = grants.filter(({ member }) => member.startsWith('group:'));
    return {
      accounts,
      maybe: isUntold ? untold.flatMap((it) => it.grants) : [],
      crowds: [
        ...grants.filter(({ member }) => holdsAccounts(member)),
        ...(groups.length > 0 && list(gkeCluster).items.length > 0 ? groups : []),
      ],
    };
  },
});

/**
 * The Compute Engine default account of a project: only the agent of GKE in the project itself has the role of agents
 * there, and it names the project's number.
 * Source: https://cloud.google.com/kubernetes-engine/docs/how-to/service-accounts
 */
function defaultAccountBy(grants: readonly Grant[]): string | undefined {
  const agents = grants.flatMap(({ role, member }) =>
    role === 'roles/container.serviceAgent' ? (agent.exec(member)?.[1] ?? []) : [],
  );
  const [number, another] = new Set(agents);
  return number === undefined || another !== undefined ? undefined : `${number}-compute@developer.gserviceaccount.com`;
}

const agent = /^serviceAccount:service-(\d+)@container-engine-robot\.iam\.gserviceaccount\.com$/;

/** Whether a member stands for service accounts that nobody names. */
const holdsAccounts = (member: string): boolean =>
  isAnyone(member) || /^principalSet:.*\/type\/ServiceAccount$/.test(member);
