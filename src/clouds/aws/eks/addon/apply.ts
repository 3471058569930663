import { DescribeAddonCommand, UpdateAddonCommand, type UpdateAddonRequest } from '@aws-sdk/client-eks';
import type { ActionType, ResourceOf } from '#model';
import { defineApply } from '../../../apply.ts';
import { inTurn } from '../../../apply-turn.ts';
import { toWire } from '../../../to-wire.ts';
import { need } from '../../reader.ts';
import type { AwsWriter } from '../../writer.ts';
import { awaitUpdate, isBusy, isChanging, updateWork } from '../apply-update.ts';
import { updateAddon, updateAddonVersion } from './actions.ts';
import type { eksAddon } from './resource.ts';

/** Sends `UpdateAddon` with values, and waits until the add-on is changed. */
export const applyAddon = defineApply(
  updateAddon,
  (at: AwsWriter, { config }, request) => update(at, updateAddon, config, request),
  lookAt,
);

/** Sends `UpdateAddon` with a version, and waits until the add-on runs it. */
export const applyAddonVersion = defineApply(
  updateAddonVersion,
  (at: AwsWriter, { config }, request) => update(at, updateAddonVersion, config, request),
  lookAt,
);

/** A role that is not named again is taken from the add-on. */
async function update(
  at: AwsWriter,
  { writes }: Pick<ActionType, 'writes'>,
  config: typeof eksAddon.config,
  change: Pick<UpdateAddonRequest, 'addonVersion' | 'configurationValues'>,
): Promise<void> {
  const { clusterName, addonName } = namesOf(config);
  const { serviceAccountRoleArn } = config;
  const command = new UpdateAddonCommand({
    clusterName,
    addonName,
    serviceAccountRoleArn,
    ...change,
    resolveConflicts: 'PRESERVE',
  });
  const look = async () => {
    const { addon } = await at.call('eks:DescribeAddon', (options) =>
      at.clients.eks.send(new DescribeAddonCommand({ clusterName, addonName }), options),
    );
    return toWire(addon);
  };
  const turn = { clock: at.clock, what: `${addonName} of ${clusterName}`, isBusy, isChanging, writes, config, look };
  const begun = await inTurn(turn, () =>
    at.call('eks:UpdateAddon', (options) => at.clients.eks.send(command, options)),
  );
  await awaitUpdate(at, clusterName, begun.update, { addonName });
}

function lookAt(at: AwsWriter, { config }: ResourceOf<typeof eksAddon>, updateId: string) {
  const { clusterName: name, addonName } = namesOf(config);
  return updateWork(at, { name, updateId, addonName });
}

const namesOf = ({ clusterName, addonName }: typeof eksAddon.config) => ({
  clusterName: need(clusterName, 'clusterName'),
  addonName: need(addonName, 'addonName'),
});
