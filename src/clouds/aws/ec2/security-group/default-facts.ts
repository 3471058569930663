import { defineFact } from '#model';
import { fieldMissing, isUnread, type Unknown } from '#rule';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { securityGroup } from './resource.ts';
import { groupUse } from './use-facts.ts';

/** What the default security group of a VPC with clusters is used for; elsewhere no such group is judged. */
export type DefaultUse =
  | { readonly is: 'elsewhere'; readonly why: string }
  | { readonly is: 'used' }
  | { readonly is: 'idle'; readonly rules: number };

/**
 * Whether a cluster uses the default security group of its VPC, and how many rules stand in one that it does not use.
 * Source: https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
 */
export const defaultUse = defineFact({
  name: 'ec2.default-use',
  of: securityGroup,
  uses: [eksCluster, groupUse],
  work(group, { list, fact }): DefaultUse | Unknown {
    const { GroupName, VpcId, IpPermissions, IpPermissionsEgress } = group.config;
    if (GroupName === undefined) return fieldMissing('GroupName');
    if (GroupName !== 'default') return { is: 'elsewhere', why: 'it is not the default group of its VPC' };
    const { items, unread } = list(eksCluster);
    if (!items.some(({ config }) => config.resourcesVpcConfig?.vpcId === VpcId))
      return unread ?? { is: 'elsewhere', why: 'no cluster stands in its VPC' };
    const { by } = fact(groupUse, group);
    if (isUnread(by)) return by;
    if (by === 'cluster') return { is: 'used' };
    if (IpPermissions === undefined) return fieldMissing('IpPermissions');
    if (IpPermissionsEgress === undefined) return fieldMissing('IpPermissionsEgress');
    return { is: 'idle', rules: IpPermissions.length + IpPermissionsEgress.length };
  },
});
