import { UpdateAddonCommand } from '@aws-sdk/client-eks';
import { defineApply } from '../../../apply.ts';
import { need } from '../../reader.ts';
import type { AwsWriter } from '../../writer.ts';
import { awaitUpdate } from '../apply-update.ts';
import { updateAddon } from './actions.ts';

/** Sends `UpdateAddon` and waits until the add-on is changed. A role that is not named again is taken from it. */
export const applyAddon = defineApply(updateAddon, async (at: AwsWriter, { config }, { configurationValues }) => {
  const clusterName = need(config.clusterName, 'clusterName');
  const addonName = need(config.addonName, 'addonName');
  const { serviceAccountRoleArn } = config;
  const command = new UpdateAddonCommand({
    clusterName,
    addonName,
    serviceAccountRoleArn,
    configurationValues,
    resolveConflicts: 'PRESERVE',
  });
  const { update } = await at.call('eks:UpdateAddon', (options) => at.clients.eks.send(command, options));
  await awaitUpdate(at, clusterName, update, addonName);
});
