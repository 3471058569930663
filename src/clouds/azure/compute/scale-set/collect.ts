import type { VirtualMachineScaleSet } from '@azure/arm-compute';
import { asError, type Listed } from '../../../listings.ts';
import { required } from '../../../pages.ts';
import { armId, groupBeside, resourceGroupOf } from '../../address.ts';
import { isNoGroup } from '../../failure.ts';
import { storedOf } from '../../private-parts.ts';
import type { AzureReader } from '../../reader.ts';
import { scaleSet } from './resource.ts';

const api = 'Microsoft.Compute/virtualMachineScaleSets/read';

/** Reads the scale sets of the resource groups that hold nodes, given by their ARM ids. A group that is gone holds none. */
export function collectScaleSets(at: AzureReader, groups: readonly string[]): Promise<void> {
  const about = (group: string): string => `Resource group ${nameOf(group)}`;
  return at.sheet.listEach({ api, types: [scaleSet], about }, groups, async (group) => {
    try {
      await at.pages(
        api,
        (options) => at.clients.compute.virtualMachineScaleSets.list(nameOf(group), options),
        add(at),
      );
    } catch (error) {
      if (!isNoGroup(error)) throw error;
    }
  });
}

/** Reads the same by one listing of the whole subscription, for clusters that could be read. */
export function collectScaleSetsAtOnce(
  at: AzureReader,
  { items, error }: Listed<{ readonly id?: string; readonly nodeResourceGroup?: string }>,
): Promise<void> {
  const groups = new Set(items.map(({ id, nodeResourceGroup }) => groupBeside(id, nodeResourceGroup)));
  const keep = add(at);
  return at.sheet.list({ api, types: [scaleSet] }, async () => {
    if (error !== undefined) throw asError(error);
    await at.pages(
      api,
      (options) => at.clients.compute.virtualMachineScaleSets.listAll(options),
      (it) => {
        if (groups.has(resourceGroupOf(it.id ?? ''))) keep(it);
      },
    );
  });
}

const nameOf = (group: string): string => group.split('/').at(-1) ?? group;

function add({ sheet }: AzureReader) {
  return (it: VirtualMachineScaleSet): void => {
    const config = storedOf(it);
    const id = armId(required(config.id, 'id'));
    sheet.add(scaleSet, { id, name: config.name ?? id, created: config.timeCreated, config });
  };
}
