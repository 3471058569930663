import type { AzureEstate } from '../sim/azure/estate.ts';
import { collectAll } from '#app/collect-all';
import { azureTypes } from '#clouds/azure/types';
import { gateOf } from '#clouds/gate';
import { clusterTypes } from '#clouds/kubernetes/types';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import type { AnyRule } from '#engine/any-rule';
import type { Clock, PolicyDocument } from '#model';
import { permissionsOf } from '#report/onboard/permissions';
import { remediatorPermissions } from '#report/onboard/remediator-roles';
import { azurePartsWith } from '../../functions/wire/azure.ts';
import type { Deployment } from '../../functions/wire/config.ts';
import { azureFixPartsWith } from '../../functions/wire/fix-azure.ts';
import { fixActions } from '../../functions/wire/fix-desk.ts';
import { insideOf as clusterIn } from '../../functions/wire/parts.ts';
import { emptyIam } from '../sim/aws/estate.ts';
import { startAws } from '../sim/aws/server.ts';
import { entraOf } from '../sim/azure/entra.ts';
import type { LogAnalytics } from '../sim/azure/log-analytics.ts';
import { startAzure } from '../sim/azure/server.ts';
import type { Inside } from './fix-inside.ts';
import { fixStand, type FixCloud } from './fix-stand.ts';

const account = '111122223333';
const role = `arn:aws:iam::${account}:role/Shoalwatch-fix-azure`;
const issuer = 'https://3f5c0a1e.tokens.sts.global.api.aws';
const tenant = '11111111-2222-4333-8444-555555555555';

/** The applications that read and that may change something. */
export const reader = '22222222-2222-4333-8444-555555555555';
export const remediator = '77777777-2222-4333-8444-555555555555';

/** The application of Entra that stands for the APIs of all clusters. */
const clusters = '6dae42f8-4368-4678-94ff-3960e28e3630';

const types = [...azureTypes, ...clusterTypes];
const printed = permissionsOf(types);
const reads = [...printed['azure-reader'], ...printed['azure-cluster']];
const changes = [
  ...remediatorPermissions({ types, actions: fixActions }, 'azure-subscription'),
  ...printed['azure-cluster'],
];

/** What is not the usual of a stand. */
export interface AksWay {
  readonly inside?: Inside;
  /** Looks until an operation has ended. */
  readonly looks?: number;
  /** Rights that whoever may change something was not given. */
  readonly lacks?: readonly string[];
  /** Who is named in the config; nobody where it is null. */
  readonly named?: string | null;
  /** Where workspaces are asked. */
  readonly logs?: Pick<LogAnalytics, 'url' | 'ca'>;
}

/** Azure, whose two applications trust the role of the function; each may do what its printed role says. */
async function aksCloud(given: AzureEstate, clock: Clock, way: AksWay) {
  const { inside, looks = 2, lacks = [], named = remediator, logs } = way;
  const estate = inside ? withInside(given, inside) : given;
  const sts = await startAws({
    estate: {
      accounts: { [account]: { iam: emptyIam({ issuer }), regions: {} } },
      accessKeys: { ASIAROLE: { account, arn: role } },
    },
  });
  const entra = entraOf({
    ...{ tenant, clientIds: [reader, remediator], now: () => Date.now() },
    trusts: { issuer, subject: role, audience: 'api://AzureADTokenExchange' },
  });
  const rights: Readonly<Record<string, readonly string[]>> = {
    [reader]: reads,
    [remediator]: changes.filter((it) => !lacks.includes(it)),
  };
  const sim = await startAzure({
    ...{ estate, looks },
    callers(token) {
      const { clientId = '', scope = '' } = entra.holderOf(token) ?? {};
      const own = rights[clientId];
      return own && !scope.startsWith(clusters) ? { name: clientId, may: (it) => own.includes(it) } : undefined;
    },
  });
  inside?.enters((token) => {
    const { clientId, scope = '' } = entra.holderOf(token) ?? {};
    return scope.startsWith(`${clusters}/`) ? clientId : undefined;
  });
  const more = {
    clientOptions: { endpoint: sim.url, tlsOptions: { ca: [sim.ca, ...(logs ? [logs.ca] : [])] } },
    ...(logs && { logsUrl: logs.url }),
    signIn: {
      aws: { endpoint: sts.url, credentials: { accessKeyId: 'ASIAROLE', secretAccessKey: 's', sessionToken: 't' } },
      entra: { httpClient: entra },
    },
  };
  const subscriptions = estate.subscriptions.flatMap(({ subscription: { subscriptionId: id } }) => id ?? []);
  const targets: Deployment['targets'] = {
    azure: [
      {
        ...{ subscriptions, tenant, clientId: reader, federation: 'aws-outbound' },
        ...(named !== null && { remediator: named }),
      },
    ],
  };
  const endpoint = { allowLoopback: true };
  const cloud: FixCloud = {
    ...{ name: 'azure', targets, role: () => 'arn:aws:iam::111122223333:role/Shoalwatch-remediate' },
    parts: { ...azureFixPartsWith(more), endpoint },
    async read() {
      const gate = gateOf({ clock });
      const own = await azurePartsWith(more).open({ gate, clock, config: { version: 1, targets } });
      const progress = { skipped: () => undefined, started: () => undefined, done: () => undefined };
      const readings = await collectAll({ clouds: [own], progress });
      const first = readings.flatMap(({ resources }) => resources).find(({ type }) => type === aksCluster.name);
      if (!inside || !first) return readings;
      const within = await clusterIn(own, { gate, clock, endpoint }, first);
      return [...readings, ...(await collectAll({ clouds: [within], progress }))];
    },
    async close() {
      await Promise.all([sim.close(), sts.close(), inside?.close()]);
    },
  };
  return { ...cloud, sim, entra };
}

/** The first cluster, with a simulated API behind its user credential, which Entra gives tokens for. */
function withInside(estate: AzureEstate, { sim }: Inside): AzureEstate {
  const subscriptions = estate.subscriptions.map((it, at) => {
    const [first, ...others] = it.managedClusters;
    if (at > 0 || !first) return it;
    const kubeconfig = {
      clusters: [
        { cluster: { server: sim.url, 'certificate-authority-data': Buffer.from(sim.ca).toString('base64') } },
      ],
      users: [{ user: { exec: { command: 'kubelogin' } } }],
    };
    return {
      ...it,
      managedClusters: [{ ...first, aadProfile: { managed: true } }, ...others],
      kubeconfigs: { ...it.kubeconfigs, [first.id ?? '']: JSON.stringify(kubeconfig) },
    };
  });
  return { ...estate, subscriptions };
}

/** AKS as the stack finds it, with the functions of fixes called by the machine as it was synthesised. */
export const aksStand = (estate: AzureEstate, rule: AnyRule, policy: PolicyDocument, way: AksWay = {}) =>
  fixStand((clock) => aksCloud(estate, clock, way), [rule], policy);

export type AksStand = Awaited<ReturnType<typeof aksStand>>;
