import { aksVersions, versionsAddress } from '#clouds/azure/aks/version/resource';
import { azureDisk } from '#clouds/azure/compute/disk/resource';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';
import { nodeGroup, subscription } from './aks.ts';

type Versions = typeof aksVersions.config;

const official = { capabilities: { supportPlan: ['KubernetesOfficial'] } };
const longTerm = { capabilities: { supportPlan: ['AKSLongTermSupport'] } };

/** What AKS offers in a location: 1.31 with long-term support, 1.32 with both plans, 1.33, and 1.34 as a preview. */
export const versionsIn = (
  location: string,
  config: Draft<Versions> = {
    values: [
      { version: '1.31', ...longTerm },
      { version: '1.32', capabilities: { supportPlan: ['AKSLongTermSupport', 'KubernetesOfficial'] } },
      { version: '1.33', ...official, isDefault: true },
      { version: '1.34', ...official, isPreview: true },
    ],
  },
): Resource<'aks.versions', Versions> =>
  make(aksVersions, versionsAddress(subscription.split('/').at(-1) ?? '', location), config, { name: location });

/** A disk in the node resource group of the cluster called shop, unless its id says another group. */
export const diskWith = (
  name: string,
  config: Draft<typeof azureDisk.config> = {},
): Resource<'azure.disk', typeof azureDisk.config> => {
  const id = config.id ?? `${subscription}/resourceGroups/${nodeGroup}/providers/Microsoft.Compute/disks/${name}`;
  return make(azureDisk, id.toLowerCase(), { id, name, provisioningState: 'Succeeded', ...config }, { name });
};
