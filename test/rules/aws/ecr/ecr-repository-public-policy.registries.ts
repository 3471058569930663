import { ecrRegistryPolicy } from '#clouds/aws/ecr/registry-policy/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { policyScope, registryPolicyWith } from '../../../support/aws/ecr.ts';
import { clusterWith } from '../../../support/aws/eks.ts';
import { gapOn, make, places } from '../../../support/build.ts';

const other = '999988887777';
const copies = registryPolicyWith({
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${other}:root` },
  Action: 'ecr:ReplicateImage',
  Resource: '*',
});
const bare = make(ecrRegistryPolicy, copies.id, { registryId: '111122223333' });
const denied = 'denied' as const;
const undescribed = gapOn(eksCluster, places['aws-region'], 'arn:aws:eks:eu-west-1:111122223333:cluster/web');

/** What is said of a registry that lets in known accounts only. */
export const noOthers = 'No policy of it lets in others.';

/** The cases of registries, which are read only in regions that hold clusters. */
export const registries = {
  pass: {
    'a registry without a policy': { on: bare, message: noOthers },
    'a registry for a trusted account': {
      on: copies,
      beside: [policyScope('V1')],
      params: { trustedAccounts: [other] },
      message: noOthers,
    },
    'a registry in files without clusters': {
      on: copies,
      beside: [policyScope('V1')],
      params: { trustedAccounts: [other] },
      folder: 'estate',
      message: noOthers,
    },
  },
  fail: {
    'a registry beside a cluster, while another could not be read': {
      on: copies,
      beside: [policyScope('V1'), clusterWith({})],
      gaps: [undescribed],
      message: `${other} may do ecr:ReplicateImage in the registry.`,
      grade: 'high' as const,
      key: other,
    },
  },
  unknown: {
    'a registry where the clusters could not be listed': {
      on: copies,
      beside: [policyScope('V1')],
      hidden: [eksCluster],
      reason: denied,
    },
    'a registry without a policy where the clusters could not be listed': {
      on: bare,
      hidden: [eksCluster],
      reason: denied,
    },
  },
};
