import type { AzureSubscriptionEstate } from '../../sim/azure/estate.ts';
import { gatewayOf } from '../../sim/azure/generate-surroundings.ts';
import { objectAt } from '../../sim/json.ts';

/** What was left open around clusters: a network without logs, a token for everything, a gateway without TLS, and so on. */
export function carelessAround(held: AzureSubscriptionEstate): AzureSubscriptionEstate {
  const [first, second] = held.managedClusters;
  const beside = `${held.subscription.id ?? ''}/resourceGroups/${first?.nodeResourceGroup ?? ''}/providers`;
  const { flowLogs = [], tokens = [], scopeMaps = [], snapshots = [], vaults = [], keys = [] } = held;
  return {
    ...held,
    flowLogs: flowLogs
      .slice(1)
      .map((it, at) => (at === 0 ? { ...it, retentionPolicy: { days: 7, enabled: true } } : it)),
    tokens: tokens.map((it, at) => (at === 1 ? { ...it, credentials: { passwords: [{ name: 'password1' }] } } : it)),
    scopeMaps: scopeMaps.map((it, at) => (at === 0 ? { ...it, actions: ['repositories/*/content/write'] } : it)),
    snapshots: snapshots.map((it, at) => (at === 0 ? { ...it, ...exported } : it)),
    // One cluster keeps nothing that a stranger could copy.
    disks: held.disks.map((it) =>
      it.id?.includes(`/${second?.nodeResourceGroup ?? ''}/`) ? { ...it, ...closed } : it,
    ),
    vaults: vaults.map((it, at) =>
      at === 0 ? { ...it, properties: { ...objectAt(it, 'properties'), enablePurgeProtection: false } } : it,
    ),
    keys: keys.map((it, at) => (at === 1 ? { ...it, properties: { attributes: { enabled: false } } } : it)),
    publicIPAddresses: [...held.publicIPAddresses, ...['asked', 'strange'].map((name) => addressOf(beside, name))],
    managedClusters: held.managedClusters.map((it, at) =>
      at === 0 ? { ...it, networkProfile: { ...it.networkProfile, loadBalancerProfile: leavingBy(beside) } } : it,
    ),
    applicationGateways: [...(held.applicationGateways ?? []), gatewayOf(beside, 'plain', false)],
  };
}

/** A subscription whose activity log nobody keeps. */
export const unkept = (held: AzureSubscriptionEstate): AzureSubscriptionEstate => ({
  ...held,
  diagnosticSettings: held.diagnosticSettings.filter(({ id = '' }) => /\/resourcegroups\//i.test(id)),
});

const exported = { networkAccessPolicy: 'AllowAll', publicNetworkAccess: 'Enabled', diskState: 'ActiveSAS' };
const closed = { networkAccessPolicy: 'DenyAll', publicNetworkAccess: 'Disabled' };

const addressId = (beside: string, name: string): string => `${beside}/Microsoft.Network/publicIPAddresses/${name}`;

const leavingBy = (beside: string) => ({ effectiveOutboundIPs: [{ id: addressId(beside, 'asked') }] });

const addressOf = (beside: string, name: string) => ({
  id: addressId(beside, name),
  name,
  type: 'Microsoft.Network/publicIPAddresses',
  location: 'westeurope',
  ipAddress: '198.51.100.9',
  provisioningState: 'Succeeded',
});
