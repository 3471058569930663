import { required } from '../../../pages.ts';
import { armId } from '../../address.ts';
import { storedOf } from '../../private-parts.ts';
import type { AzureReader } from '../../reader.ts';
import { virtualNetwork } from './resource.ts';

/** Reads the virtual networks of a subscription with their subnets. */
export function collectVirtualNetworks({ sheet, clients, pages }: AzureReader): Promise<void> {
  const api = 'Microsoft.Network/virtualNetworks/read';
  return sheet.list({ api, types: [virtualNetwork] }, () =>
    pages(
      api,
      (options) => clients.networks.virtualNetworks.listAll(options),
      (it) => {
        const config = storedOf(it);
        const id = armId(required(config.id, 'id'));
        sheet.add(virtualNetwork, { id, name: config.name ?? id, created: config.resourceGuid, config });
      },
    ),
  );
}
