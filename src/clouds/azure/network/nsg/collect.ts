import type { NetworkSecurityGroup } from '@azure/arm-network';
import { required } from '../../../pages.ts';
import type { Sheet } from '../../../sheet.ts';
import { armId } from '../../address.ts';
import { storedOf } from '../../private-parts.ts';
import { readEach, type AzureReader } from '../../reader.ts';
import { networkSecurityGroup } from './resource.ts';

const api = 'Microsoft.Network/networkSecurityGroups/read';

/** Reads the network security groups of a subscription. */
export function collectNetworkSecurityGroups({ sheet, clients, pages }: AzureReader): Promise<void> {
  return sheet.list({ api, types: [networkSecurityGroup] }, () =>
    pages(api, (options) => clients.networks.networkSecurityGroups.listAll(options), add(sheet)),
  );
}

/** Reads some network security groups by their ids. */
export function readNetworkSecurityGroups(at: AzureReader, ids: readonly string[]): Promise<void> {
  return readEach(at, { api, type: networkSecurityGroup, ids }, async ({ group, name }) => {
    add(at.sheet)(await at.call(api, (options) => at.clients.networks.networkSecurityGroups.get(group, name, options)));
  });
}

function add(sheet: Sheet) {
  return (it: NetworkSecurityGroup): void => {
    const config = storedOf(it);
    const id = armId(required(config.id, 'id'));
    sheet.add(networkSecurityGroup, { id, name: config.name ?? id, created: config.resourceGuid, config });
  };
}
