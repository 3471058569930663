import { DescribeNodegroupCommand, UpdateNodegroupConfigCommand } from '@aws-sdk/client-eks';
import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { inTurn } from '../../../apply-turn.ts';
import { toWire } from '../../../to-wire.ts';
import { need } from '../../reader.ts';
import type { AwsWriter } from '../../writer.ts';
import { awaitUpdate, isBusy, isChanging, updateWork } from '../apply-update.ts';
import { updateNodeRepair } from './actions.ts';
import type { eksNodegroup } from './resource.ts';

/** Sends `UpdateNodegroupConfig` with how nodes are repaired, and waits until the node group has it. */
export const applyNodeRepair = defineApply(
  updateNodeRepair,
  async (at: AwsWriter, { config }, request) => {
    const names = namesOf(config);
    const command = new UpdateNodegroupConfigCommand({ ...names, ...sendable(request) });
    const look = async () => {
      const { nodegroup } = await at.call('eks:DescribeNodegroup', (options) =>
        at.clients.eks.send(new DescribeNodegroupCommand(names), options),
      );
      return toWire(nodegroup);
    };
    const what = `${names.nodegroupName} of ${names.clusterName}`;
    const { writes } = updateNodeRepair;
    const turn = { clock: at.clock, what, isBusy, isChanging, writes, config, look };
    const { update } = await inTurn(turn, () =>
      at.call('eks:UpdateNodegroupConfig', (options) => at.clients.eks.send(command, options)),
    );
    await awaitUpdate(at, names.clusterName, update, { nodegroupName: names.nodegroupName });
  },
  (at, { config }, updateId) => {
    const { clusterName: name, nodegroupName } = namesOf(config);
    return updateWork(at, { name, updateId, nodegroupName });
  },
);

const namesOf = ({ clusterName, nodegroupName }: typeof eksNodegroup.config) => ({
  clusterName: need(clusterName, 'clusterName'),
  nodegroupName: need(nodegroupName, 'nodegroupName'),
});
