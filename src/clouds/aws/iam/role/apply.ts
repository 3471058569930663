import {
  AttachRolePolicyCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { defineApply } from '../../../apply.ts';
import { need } from '../../reader.ts';
import type { AwsWriter } from '../../writer.ts';
import { attachPolicy, deleteInlinePolicy, detachPolicy, putInlinePolicy, updateTrust } from './actions.ts';

/** Sends `UpdateAssumeRolePolicy`, with the document as plain JSON. */
export const applyTrust = defineApply(updateTrust, async (at: AwsWriter, { config }, { PolicyDocument }) => {
  const command = new UpdateAssumeRolePolicyCommand({ RoleName: need(config.RoleName, 'RoleName'), PolicyDocument });
  await at.call('iam:UpdateAssumeRolePolicy', (options) => at.clients.iam.send(command, options));
});

/** Sends `DetachRolePolicy`. */
export const applyDetach = defineApply(detachPolicy, async (at: AwsWriter, { config }, { PolicyArn }) => {
  const command = new DetachRolePolicyCommand({ RoleName: need(config.RoleName, 'RoleName'), PolicyArn });
  await at.call('iam:DetachRolePolicy', (options) => at.clients.iam.send(command, options));
});

/** Sends `DeleteRolePolicy`. */
export const applyInlineDeletion = defineApply(
  deleteInlinePolicy,
  async (at: AwsWriter, { config }, { PolicyName }) => {
    const command = new DeleteRolePolicyCommand({ RoleName: need(config.RoleName, 'RoleName'), PolicyName });
    await at.call('iam:DeleteRolePolicy', (options) => at.clients.iam.send(command, options));
  },
);

/** Sends `AttachRolePolicy`. */
export const applyAttach = defineApply(attachPolicy, async (at: AwsWriter, { config }, { PolicyArn }) => {
  const command = new AttachRolePolicyCommand({ RoleName: need(config.RoleName, 'RoleName'), PolicyArn });
  await at.call('iam:AttachRolePolicy', (options) => at.clients.iam.send(command, options));
});

/** Sends `PutRolePolicy`, with the document as plain JSON. */
export const applyInlinePolicy = defineApply(putInlinePolicy, async (at: AwsWriter, { config }, request) => {
  const command = new PutRolePolicyCommand({ RoleName: need(config.RoleName, 'RoleName'), ...request });
  await at.call('iam:PutRolePolicy', (options) => at.clients.iam.send(command, options));
});
