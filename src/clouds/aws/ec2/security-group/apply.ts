import { AuthorizeSecurityGroupIngressCommand, RevokeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';
import { NotApplied } from '#model';
import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { need } from '../../reader.ts';
import type { AwsWriter } from '../../writer.ts';
import { authorizeIngress, revokeIngress } from './actions.ts';

/**
 * Sends `RevokeSecurityGroupIngress`. In a default VPC the service refuses nothing and names the rules that it did not
 * find: that is an error here as everywhere else.
 */
export const applyRevoke = defineApply(revokeIngress, async (at: AwsWriter, { config }, { IpPermissions }) => {
  const GroupId = need(config.GroupId, 'GroupId');
  const command = new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions: sendable(IpPermissions) });
  const { UnknownIpPermissions = [] } = await at.call('ec2:RevokeSecurityGroupIngress', (options) =>
    at.clients.ec2.send(command, options),
  );
  if (UnknownIpPermissions.length > 0)
    throw new NotApplied('changed', `${GroupId} has no such rule: ${JSON.stringify(UnknownIpPermissions)}`);
});

/** Sends `AuthorizeSecurityGroupIngress`. */
export const applyAuthorize = defineApply(authorizeIngress, async (at: AwsWriter, { config }, { IpPermissions }) => {
  const GroupId = need(config.GroupId, 'GroupId');
  const command = new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: sendable(IpPermissions) });
  await at.call('ec2:AuthorizeSecurityGroupIngress', (options) => at.clients.ec2.send(command, options));
});
