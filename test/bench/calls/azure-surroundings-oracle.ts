import type { AzureSubscriptionEstate } from '../../sim/azure/estate.ts';
import { pages } from './aws-oracle.ts';

/**
 * One list of vaults, of snapshots, of public addresses, of application gateways and of network watchers, and one of the
 * settings of the activity log; one of the flow logs of each watcher, one of the tokens of each registry and one of its
 * scope maps where it has tokens; and each key that a cluster names by itself.
 */
export function surroundingCalls(held: AzureSubscriptionEstate, pageSize: number): number {
  const listed = (count: number): number => pages(count, pageSize);
  const { vaults = [], snapshots = [], publicIPAddresses, applicationGateways = [], networkWatchers = [] } = held;
  const { flowLogs = [], tokens = [], scopeMaps = [], diagnosticSettings } = held;
  const whole = [
    vaults,
    snapshots,
    publicIPAddresses,
    applicationGateways,
    networkWatchers,
    activityIn(diagnosticSettings),
  ];
  const within = (all: readonly Named[], id = ''): number => all.filter((it) => startsWith(it, id)).length;
  const bearing = held.registries.filter(({ id = '' }) => tokens.some((it) => startsWith(it, id)));
  return (
    sum(whole.map(({ length }) => listed(length))) +
    sum(networkWatchers.map(({ id }) => listed(within(flowLogs, id)))) +
    sum(held.registries.map(({ id }) => listed(within(tokens, id)))) +
    sum(bearing.map(({ id }) => listed(within(scopeMaps, id)))) +
    namedKeys(held).size
  );
}

/** How many objects of each type are read. */
export const surroundingInventory = (
  inUse: readonly AzureSubscriptionEstate[],
): readonly (readonly [string, number])[] => {
  const counted = (of: (held: AzureSubscriptionEstate) => number): number => sum(inUse.map(of));
  return [
    ['azure.key-vault', counted(({ vaults = [] }) => vaults.length)],
    ['azure.key-vault-key', counted((it) => namedKeys(it).size)],
    ['azure.activity-log-settings', inUse.length],
    ['azure.flow-log', counted(({ flowLogs = [] }) => flowLogs.length)],
    ['azure.snapshot', counted(({ snapshots = [] }) => snapshots.length)],
    ['azure.public-ip', counted(({ publicIPAddresses }) => publicIPAddresses.length)],
    ['azure.application-gateway', counted(({ applicationGateways = [] }) => applicationGateways.length)],
    ['acr.token', counted(({ tokens = [] }) => tokens.length)],
    ['acr.scope-map', counted(({ scopeMaps = [] }) => scopeMaps.length)],
  ];
};

interface Named {
  readonly id?: string;
}

const startsWith = ({ id = '' }: Named, whole: string): boolean =>
  id.toLowerCase().startsWith(`${whole.toLowerCase()}/`);

const activityIn = (settings: readonly Named[]): readonly Named[] =>
  settings.filter(({ id = '' }) => !/\/resourcegroups\//i.test(id));

const namedKeys = ({ managedClusters }: AzureSubscriptionEstate): ReadonlySet<string> =>
  new Set(
    managedClusters.flatMap(({ securityProfile }) => {
      const { enabled, keyId } = securityProfile?.azureKeyVaultKms ?? {};
      return enabled && keyId ? keyId : [];
    }),
  );

const sum = (numbers: readonly number[]): number => numbers.reduce((total, it) => total + it, 0);
