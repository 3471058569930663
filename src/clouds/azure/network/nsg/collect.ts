import { required } from '../../../pages.ts';
import { armId } from '../../address.ts';
import { storedOf } from '../../private-parts.ts';
import type { AzureReader } from '../../reader.ts';
import { networkSecurityGroup } from './resource.ts';

/** Reads the network security groups of a subscription. */
export function collectNetworkSecurityGroups({ sheet, clients, pages }: AzureReader): Promise<void> {
  const api = 'Microsoft.Network/networkSecurityGroups/read';
  return sheet.list({ api, types: [networkSecurityGroup] }, () =>
    pages(
      api,
      (options) => clients.networks.networkSecurityGroups.listAll(options),
      (it) => {
        const config = storedOf(it);
        const id = armId(required(config.id, 'id'));
        sheet.add(networkSecurityGroup, { id, name: config.name ?? id, created: config.resourceGuid, config });
      },
    ),
  );
}
