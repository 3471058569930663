import type { Touched, Type } from '#model';
import { acrRegistry } from './acr/registry/resource.ts';
import { subscriptionOf } from './address.ts';
import { aksCluster } from './aks/cluster/resource.ts';
import { trustedAccess } from './aks/trusted-access/resource.ts';
import { azureDisk } from './compute/disk/resource.ts';
import { scaleSet } from './compute/scale-set/resource.ts';
import { federatedCredentials } from './identity/federated-credentials/resource.ts';
import { activityLogSettings } from './monitor/activity-log/resource.ts';
import { diagnosticSettings, diagnosticSettingsOf } from './monitor/diagnostic-settings/resource.ts';
import { applicationGateway } from './network/application-gateway/resource.ts';
import { networkSecurityGroup } from './network/nsg/resource.ts';
import { publicAddress } from './network/public-ip/resource.ts';
import { virtualNetwork } from './network/virtual-network/resource.ts';

/** Which objects of a type a record is about: one, any of the type, or none that is read. */
type About = { readonly id: string } | 'any' | 'none';

/** By type, from the ARM id in lower case that a record names. */
const about: ReadonlyMap<string, (resource: string) => About> = new Map([
  [aksCluster.name, within('microsoft.containerservice/managedclusters')],
  [networkSecurityGroup.name, within('microsoft.network/networksecuritygroups')],
  [virtualNetwork.name, within('microsoft.network/virtualnetworks')],
  [scaleSet.name, within('microsoft.compute/virtualmachinescalesets')],
  [azureDisk.name, within('microsoft.compute/disks')],
  [acrRegistry.name, within('microsoft.containerregistry/registries')],
  [publicAddress.name, within('microsoft.network/publicipaddresses')],
  [applicationGateway.name, within('microsoft.network/applicationgateways')],
  [diagnosticSettings.name, settingsOf],
  [trustedAccess.name, listOf('microsoft.containerservice/managedclusters', 'trustedaccessrolebindings')],
  [activityLogSettings.name, activityLogOf],
  [
    federatedCredentials.name,
    listOf('microsoft.managedidentity/userassignedidentities', 'federatedidentitycredentials'),
  ],
]);

/** The objects that a call on a resource may have altered. */
export function touchedBy(types: readonly Type[], resource: string): readonly Touched[] {
  const target = subscriptionOf(resource);
  if (target === undefined) return [];
  return types.flatMap(({ name: type }): readonly Touched[] => {
    const found = about.get(type)?.(resource) ?? 'any';
    if (found === 'none') return [];
    return [found === 'any' ? { target, type } : { target, type, id: found.id }];
  });
}

/** The object of a kind that the resource is or is inside of; any, where it is beside the kind. */
function within(kind: string): (resource: string) => About {
  const prefix = `/providers/${kind}/`;
  return (resource) => {
    const start = resource.indexOf(prefix);
    if (start < 0) return 'any';
    const [name = ''] = resource.slice(start + prefix.length).split('/');
    return name === '' ? 'any' : { id: `${resource.slice(0, start)}${prefix}${name}` };
  };
}

/** The list of parts of the object of a kind that the resource is or is inside of. */
function listOf(kind: string, parts: string): (resource: string) => About {
  const objectOf = within(kind);
  return (resource) => {
    const found = objectOf(resource);
    return typeof found === 'string' ? found : { id: `${found.id}/${parts}` };
  };
}

/** The diagnostic settings of a subscription itself say where its activity log goes. */
function activityLogOf(resource: string): About {
  const object = objectOfSettings(resource);
  return /^\/subscriptions\/[^/]+$/.test(object) ? { id: diagnosticSettingsOf(object) } : 'none';
}

const objectOfSettings = (resource: string): string =>
  resource.replace(/\/providers\/microsoft\.insights\/diagnosticsettings(?:\/[^/]*)?$/, '');

/** Of all diagnostic settings those of clusters and registries are read, all of one object at one address. */
function settingsOf(resource: string): About {
  const object = objectOfSettings(resource);
  return /\/microsoft\.container(?:service\/managedclusters|registry\/registries)\/[^/]+$/.test(object)
    ? { id: diagnosticSettingsOf(object) }
    : 'none';
}
