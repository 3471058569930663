import { networkAcl } from '#clouds/aws/ec2/network-acl/resource';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';

type Acl = typeof networkAcl.config;
export type AclEntry = NonNullable<Acl['Entries']>[number];

/** The network ACL acl-1 of subnet-1, with the entries that a test gives and the one that denies the rest. */
export const aclWith = (
  entries: readonly Draft<AclEntry>[] | undefined,
  config: Draft<Acl> = {},
): Resource<'ec2.network-acl', Acl> =>
  make(networkAcl, 'arn:aws:ec2:eu-west-1:111122223333:network-acl/acl-1', {
    NetworkAclId: 'acl-1',
    VpcId: 'vpc-1',
    Associations: [{ NetworkAclId: 'acl-1', SubnetId: 'subnet-1' }],
    Entries: entries && [...entries, entry(32_767, 'deny')],
    ...config,
  });

/** An entry for what comes in; for every port of every protocol from everywhere unless a test says otherwise. */
export const entry = (
  RuleNumber: number,
  RuleAction: 'allow' | 'deny',
  more: Draft<AclEntry> = {},
): Draft<AclEntry> => ({
  ...{ RuleNumber, RuleAction, Egress: false, Protocol: '-1', CidrBlock: '0.0.0.0/0' },
  ...more,
});
