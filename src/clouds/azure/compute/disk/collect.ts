import type { Disk } from '@azure/arm-compute';
import { required } from '../../../pages.ts';
import { armId } from '../../address.ts';
import { storedOf } from '../../private-parts.ts';
import type { AzureReader } from '../../reader.ts';
import { isExported } from './export-facts.ts';
import { azureDisk } from './resource.ts';

/** Reads the managed disks of a subscription. */
export function collectDisks({ sheet, clients, pages }: AzureReader): Promise<void> {
  const api = 'Microsoft.Compute/disks/read';
  return sheet.list({ api, types: [azureDisk] }, () =>
    pages(
      api,
      (options) => clients.compute.disks.list(options),
      (it) => {
        const config = storedOf(steady(it));
        const id = armId(required(config.id, 'id'));
        sheet.add(azureDisk, { id, name: config.name ?? id, created: config.uniqueId, config });
      },
    ),
  );
}

/** The state of a disk changes with every attachment, and is kept only where a link leads to what is on it. */
function steady(disk: Disk): Disk {
  if (isExported(disk)) return disk;
  const { diskState: _, ...rest } = disk;
  return rest;
}
