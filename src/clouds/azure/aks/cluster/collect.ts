import type { ManagedCluster } from '@azure/arm-containerservice';
import { asError, type Listed } from '../../../listings.ts';
import { required } from '../../../pages.ts';
import type { Sheet } from '../../../sheet.ts';
import { armId } from '../../address.ts';
import { scaleSet } from '../../compute/scale-set/resource.ts';
import { vaultKey } from '../../keyvault/key/resource.ts';
import { diagnosticCategories } from '../../monitor/diagnostic-categories/resource.ts';
import { diagnosticSettings } from '../../monitor/diagnostic-settings/resource.ts';
import { storedOf } from '../../private-parts.ts';
import { readEach, type AzureReader, type Caller } from '../../reader.ts';
import type { Clients } from '../../session.ts';
import { meshRevisions } from '../mesh-revisions/resource.ts';
import { trustedAccessRoles } from '../trusted-access-roles/resource.ts';
import { trustedAccess } from '../trusted-access/resource.ts';
import { aksVersions } from '../version/resource.ts';
import { aksCluster } from './resource.ts';

const api = 'Microsoft.ContainerService/managedClusters/read';

/** Lists the clusters of a subscription with their pools. */
export function listClusters(
  caller: Caller,
  { containers }: Clients,
  add: (cluster: ManagedCluster) => void,
): Promise<void> {
  return caller.pages(api, (options) => containers.managedClusters.list(options), add);
}

/** Writes down the clusters of a subscription; scale sets and versions are read by what they name. */
export function writeClusters({ sheet }: AzureReader, { items, error }: Listed<ManagedCluster>): Promise<void> {
  const leads = [
    scaleSet,
    aksVersions,
    diagnosticSettings,
    diagnosticCategories,
    vaultKey,
    trustedAccess,
    trustedAccessRoles,
    meshRevisions,
  ];
  return sheet.list({ api, types: [aksCluster], leads }, () => {
    for (const it of items) add(sheet, it);
    return error === undefined ? Promise.resolve() : Promise.reject(asError(error));
  });
}

/** Reads some clusters by their ids; answers those that are there. */
export async function readClusters(at: AzureReader, ids: readonly string[]): Promise<readonly ManagedCluster[]> {
  const found: ManagedCluster[] = [];
  await readEach(at, { api, type: aksCluster, ids }, async ({ group, name }) => {
    const it = await at.call(api, (options) => at.clients.containers.managedClusters.get(group, name, options));
    add(at.sheet, it);
    found.push(it);
  });
  return found;
}

function add(sheet: Sheet, it: ManagedCluster): void {
  const config = storedOf(it);
  const id = armId(required(config.id, 'id'));
  // A cluster's UID is new where one of the same name was deleted before.
  const created = config.resourceUID ?? config.systemData?.createdAt;
  sheet.add(aksCluster, { id, name: config.name ?? id, created, config });
}
