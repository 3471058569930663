import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  type IpPermission,
} from '@aws-sdk/client-ec2';
import { NotApplied } from '#model';
import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { need } from '../../reader.ts';
import type { AwsWriter } from '../../writer.ts';
import { authorizeIngress, revokeIngress } from './actions.ts';
import { authorizeRules, revokeRules } from './default-actions.ts';

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
  mustKnow(GroupId, UnknownIpPermissions);
});

function mustKnow(group: string, unknown: readonly IpPermission[]): void {
  if (unknown.length > 0) throw new NotApplied('changed', `${group} has no such rule: ${JSON.stringify(unknown)}`);
}

/** Sends `AuthorizeSecurityGroupIngress`. */
export const applyAuthorize = defineApply(authorizeIngress, async (at: AwsWriter, { config }, { IpPermissions }) => {
  const GroupId = need(config.GroupId, 'GroupId');
  const command = new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: sendable(IpPermissions) });
  await at.call('ec2:AuthorizeSecurityGroupIngress', (options) => at.clients.ec2.send(command, options));
});

/** Sends `RevokeSecurityGroupIngress` or `RevokeSecurityGroupEgress` with whole rules. */
export const applyRevokeRules = defineApply(revokeRules, async (at: AwsWriter, { config }, { way, permissions }) => {
  const asked = { GroupId: need(config.GroupId, 'GroupId'), IpPermissions: sendable(permissions) };
  const { UnknownIpPermissions = [] } = await (way === 'in'
    ? at.call('ec2:RevokeSecurityGroupIngress', (options) =>
        at.clients.ec2.send(new RevokeSecurityGroupIngressCommand(asked), options),
      )
    : at.call('ec2:RevokeSecurityGroupEgress', (options) =>
        at.clients.ec2.send(new RevokeSecurityGroupEgressCommand(asked), options),
      ));
  mustKnow(asked.GroupId, UnknownIpPermissions);
});

/** Sends `AuthorizeSecurityGroupIngress` or `AuthorizeSecurityGroupEgress` with whole rules. */
export const applyAuthorizeRules = defineApply(
  authorizeRules,
  async (at: AwsWriter, { config }, { way, permissions }) => {
    const asked = { GroupId: need(config.GroupId, 'GroupId'), IpPermissions: sendable(permissions) };
    await (way === 'in'
      ? at.call('ec2:AuthorizeSecurityGroupIngress', (options) =>
          at.clients.ec2.send(new AuthorizeSecurityGroupIngressCommand(asked), options),
        )
      : at.call('ec2:AuthorizeSecurityGroupEgress', (options) =>
          at.clients.ec2.send(new AuthorizeSecurityGroupEgressCommand(asked), options),
        ));
  },
);
