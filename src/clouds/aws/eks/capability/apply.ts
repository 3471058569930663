import {
  DescribeCapabilityCommand,
  UpdateCapabilityCommand,
  type UpdateCapabilityConfiguration,
} from '@aws-sdk/client-eks';
import type { ActionType, ResourceOf } from '#model';
import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { inTurn } from '../../../apply-turn.ts';
import { toWire } from '../../../to-wire.ts';
import { need } from '../../reader.ts';
import type { AwsWriter } from '../../writer.ts';
import { awaitUpdate, isBusy, isChanging, updateWork } from '../apply-update.ts';
import { setArgoCdEndpoints, setCrossNamespace } from './actions.ts';
import type { eksCapability } from './resource.ts';

/** Sends `UpdateCapability` with how ACK follows references, and waits until the capability has it. */
export const applyCrossNamespace = defineApply(
  setCrossNamespace,
  (at: AwsWriter, { config }, request) => update(at, setCrossNamespace, config, { ack: request }),
  lookAt,
);

/** Sends `UpdateCapability` with the endpoints of Argo CD, and waits until the capability has them. */
export const applyArgoCdEndpoints = defineApply(
  setArgoCdEndpoints,
  (at: AwsWriter, { config }, request) =>
    update(at, setArgoCdEndpoints, config, { argoCd: { networkAccess: sendable(request) } }),
  lookAt,
);

async function update(
  at: AwsWriter,
  { writes }: Pick<ActionType, 'writes'>,
  config: typeof eksCapability.config,
  configuration: UpdateCapabilityConfiguration,
): Promise<void> {
  const names = namesOf(config);
  const look = async () => {
    const { capability } = await at.call('eks:DescribeCapability', (options) =>
      at.clients.eks.send(new DescribeCapabilityCommand(names), options),
    );
    return toWire(capability);
  };
  const what = `${names.capabilityName} of ${names.clusterName}`;
  const turn = { clock: at.clock, what, isBusy, isChanging, writes, config, look };
  const command = new UpdateCapabilityCommand({ ...names, configuration });
  const begun = await inTurn(turn, () =>
    at.call('eks:UpdateCapability', (options) => at.clients.eks.send(command, options)),
  );
  await awaitUpdate(at, names.clusterName, begun.update, { capabilityName: names.capabilityName });
}

function lookAt(at: AwsWriter, { config }: ResourceOf<typeof eksCapability>, updateId: string) {
  const { clusterName: name, capabilityName } = namesOf(config);
  return updateWork(at, { name, updateId, capabilityName });
}

const namesOf = ({ clusterName, capabilityName }: typeof eksCapability.config) => ({
  clusterName: need(clusterName, 'clusterName'),
  capabilityName: need(capabilityName, 'capabilityName'),
});
