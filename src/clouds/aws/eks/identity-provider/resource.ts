import type { OidcIdentityProviderConfig } from '@aws-sdk/client-eks';
import { defineType, wire } from '#model';
import { regionOf } from '../../address.ts';

/** An OIDC provider whose tokens a cluster accepts: the answer of `DescribeIdentityProviderConfig`. */
export const identityProvider = defineType({
  name: 'eks.identity-provider',
  scope: 'aws-region',
  reads: [
    'eks:ListIdentityProviderConfigs',
    'eks:DescribeIdentityProviderConfig',
    'eks:ListClusters',
    'eks:DescribeCluster',
  ],
  changedBy: [
    'eks:AssociateIdentityProviderConfig',
    'eks:DisassociateIdentityProviderConfig',
    'eks:TagResource',
    'eks:UntagResource',
  ],
  config: wire<OidcIdentityProviderConfig>(),
  keys: { cluster: ({ clusterName }) => clusterName },
  home: regionOf,
  settling: ({ status }) => ['CREATING', 'DELETING'].find((it) => it === status),
});
