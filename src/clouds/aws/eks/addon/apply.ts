import { DescribeAddonCommand, UpdateAddonCommand } from '@aws-sdk/client-eks';
import { defineApply } from '../../../apply.ts';
import { inTurn } from '../../../apply-turn.ts';
import { toWire } from '../../../to-wire.ts';
import { need } from '../../reader.ts';
import type { AwsWriter } from '../../writer.ts';
import { awaitUpdate, isBusy, isChanging, updateWork } from '../apply-update.ts';
import { updateAddon } from './actions.ts';
import type { eksAddon } from './resource.ts';

/** Sends `UpdateAddon` and waits until the add-on is changed. A role that is not named again is taken from it. */
export const applyAddon = defineApply(
  updateAddon,
  async (at: AwsWriter, { config }, { configurationValues }) => {
    const { clusterName, addonName } = namesOf(config);
    const { serviceAccountRoleArn } = config;
    const command = new UpdateAddonCommand({
      clusterName,
      addonName,
      serviceAccountRoleArn,
      configurationValues,
      resolveConflicts: 'PRESERVE',
    });
    const look = async () => {
      const { addon } = await at.call('eks:DescribeAddon', (options) =>
        at.clients.eks.send(new DescribeAddonCommand({ clusterName, addonName }), options),
      );
      return toWire(addon);
    };
    const turn = {
      clock: at.clock,
      what: `${addonName} of ${clusterName}`,
      isBusy,
      isChanging,
      writes: updateAddon.writes,
      config,
      look,
    };
    const { update } = await inTurn(turn, () =>
      at.call('eks:UpdateAddon', (options) => at.clients.eks.send(command, options)),
    );
    await awaitUpdate(at, clusterName, update, { addonName });
  },
  (at, { config }, updateId) => {
    const { clusterName: name, addonName } = namesOf(config);
    return updateWork(at, { name, updateId, addonName });
  },
);

const namesOf = ({ clusterName, addonName }: typeof eksAddon.config) => ({
  clusterName: need(clusterName, 'clusterName'),
  addonName: need(addonName, 'addonName'),
});
