import { UpdateClusterVersionCommand } from '@aws-sdk/client-eks';
import { defineApply } from '../../../apply.ts';
import { need } from '../../reader.ts';
import type { AwsWriter } from '../../writer.ts';
import { awaitUpdate, beginUpdate, lookAtUpdate } from '../apply-update.ts';
import { updateVersion } from './actions.ts';

/** Sends `UpdateClusterVersion` and waits until the control plane has the version. */
export const applyVersion = defineApply(
  updateVersion,
  async (at: AwsWriter, { config }, { version }) => {
    const name = need(config.name, 'name');
    const command = new UpdateClusterVersionCommand({ name, version });
    const { update } = await beginUpdate(at, updateVersion, config, () =>
      at.call('eks:UpdateClusterVersion', (options) => at.clients.eks.send(command, options)),
    );
    await awaitUpdate(at, name, update);
  },
  lookAtUpdate,
);
