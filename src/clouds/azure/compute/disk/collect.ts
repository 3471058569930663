import { required } from '../../../pages.ts';
import { armId } from '../../address.ts';
import { storedOf } from '../../private-parts.ts';
import type { AzureReader } from '../../reader.ts';
import { azureDisk } from './resource.ts';

/** Reads the managed disks of a subscription. */
export function collectDisks({ sheet, clients, pages }: AzureReader): Promise<void> {
  const api = 'Microsoft.Compute/disks/read';
  return sheet.list({ api, types: [azureDisk] }, () =>
    pages(
      api,
      (options) => clients.compute.disks.list(options),
      (it) => {
        const config = storedOf(it);
        const id = armId(required(config.id, 'id'));
        sheet.add(azureDisk, { id, name: config.name ?? id, created: config.uniqueId, config });
      },
    ),
  );
}
