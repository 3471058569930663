import {
  AssociateEncryptionConfigCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateClusterConfigCommand,
  type UpdateClusterConfigRequest,
} from '@aws-sdk/client-eks';
import type { ActionType } from '#model';
import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { need } from '../../reader.ts';
import type { AwsWriter } from '../../writer.ts';
import { awaitUpdate, beginUpdate, lookAtUpdate } from '../apply-update.ts';
import {
  associateEncryption,
  canonicalEndpoint,
  updateAccessMode,
  updateDeletionProtection,
  updateEndpoint,
  updateLogging,
  updateUpgradePolicy,
} from './actions.ts';
import { updateRemoteNetworks } from './remote-network-actions.ts';
import type { eksCluster } from './resource.ts';
import { tagCluster, untagCluster } from './tag-actions.ts';

/** Changes the endpoint. */
export const applyEndpoint = defineApply(
  updateEndpoint,
  (at: AwsWriter, { config }, request) =>
    update(at, updateEndpoint, config, { resourcesVpcConfig: sendable(canonicalEndpoint(request)) }),
  lookAtUpdate,
);

/** Turns log types on or off. */
export const applyLogging = defineApply(
  updateLogging,
  (at: AwsWriter, { config }, request) => update(at, updateLogging, config, { logging: sendable(request) }),
  lookAtUpdate,
);

/** Moves on to access entries by one step. */
export const applyAccessMode = defineApply(
  updateAccessMode,
  (at: AwsWriter, { config }, request) => update(at, updateAccessMode, config, { accessConfig: sendable(request) }),
  lookAtUpdate,
);

/** Switches deletion protection. */
export const applyDeletionProtection = defineApply(
  updateDeletionProtection,
  (at: AwsWriter, { config }, request) => update(at, updateDeletionProtection, config, request),
  lookAtUpdate,
);

/** Says what happens at the end of standard support. */
export const applyUpgradePolicy = defineApply(
  updateUpgradePolicy,
  (at: AwsWriter, { config }, request) => update(at, updateUpgradePolicy, config, { upgradePolicy: request }),
  lookAtUpdate,
);

/** Says which networks hybrid nodes and their pods are in. */
export const applyRemoteNetworks = defineApply(
  updateRemoteNetworks,
  (at: AwsWriter, { config }, request) => update(at, updateRemoteNetworks, config, sendable(request)),
  lookAtUpdate,
);

/** Sends `TagResource`; it is in effect when the service has answered. */
export const applyTags = defineApply(tagCluster, async (at: AwsWriter, { config }, { tags }) => {
  const command = new TagResourceCommand({ resourceArn: need(config.arn, 'arn'), tags });
  await at.call('eks:TagResource', (options) => at.clients.eks.send(command, options));
});

/** Sends `UntagResource`. */
export const applyNoTags = defineApply(untagCluster, async (at: AwsWriter, { config }, { tagKeys }) => {
  const command = new UntagResourceCommand({ resourceArn: need(config.arn, 'arn'), tagKeys: [...tagKeys] });
  await at.call('eks:UntagResource', (options) => at.clients.eks.send(command, options));
});

/** Sends `AssociateEncryptionConfig` and waits until all secrets are encrypted with the key. */
export const applyEncryption = defineApply(
  associateEncryption,
  async (at: AwsWriter, { config }, request) => {
    const clusterName = need(config.name, 'name');
    const command = new AssociateEncryptionConfigCommand({ clusterName, ...sendable(request) });
    const begun = await beginUpdate(at, associateEncryption, config, () =>
      at.call('eks:AssociateEncryptionConfig', (options) => at.clients.eks.send(command, options)),
    );
    await awaitUpdate(at, clusterName, begun.update);
  },
  lookAtUpdate,
);

/** Sends `UpdateClusterConfig` with one kind of change and waits: EKS makes it minutes later. */
async function update(
  at: AwsWriter,
  action: Pick<ActionType, 'writes'>,
  config: typeof eksCluster.config,
  change: Omit<UpdateClusterConfigRequest, 'name'>,
): Promise<void> {
  const name = need(config.name, 'name');
  const command = new UpdateClusterConfigCommand({ name, ...change });
  const begun = await beginUpdate(at, action, config, () =>
    at.call('eks:UpdateClusterConfig', (options) => at.clients.eks.send(command, options)),
  );
  await awaitUpdate(at, name, begun.update);
}
