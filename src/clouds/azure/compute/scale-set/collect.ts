import type { VirtualMachineScaleSet } from '@azure/arm-compute';
import { required } from '../../../pages.ts';
import { armId } from '../../address.ts';
import { isNoGroup } from '../../failure.ts';
import { storedOf } from '../../private-parts.ts';
import type { AzureReader } from '../../reader.ts';
import { scaleSet } from './resource.ts';

/** Reads the scale sets of the resource groups that hold nodes, given by their ARM ids. A group that is gone holds none. */
export function collectScaleSets(at: AzureReader, groups: readonly string[]): Promise<void> {
  const api = 'Microsoft.Compute/virtualMachineScaleSets/read';
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

const nameOf = (group: string): string => group.split('/').at(-1) ?? group;

function add({ sheet }: AzureReader) {
  return (it: VirtualMachineScaleSet): void => {
    const config = storedOf(it);
    const id = armId(required(config.id, 'id'));
    sheet.add(scaleSet, { id, name: config.name ?? id, created: config.timeCreated, config });
  };
}
