import { eksCapability } from '#clouds/aws/eks/capability/resource';
import { make, type Draft } from '../build.ts';
import { roleArn } from './iam.ts';

/** A capability called deploy of the cluster shop. */
export const capabilityWith = (config: Draft<typeof eksCapability.config>) =>
  make(eksCapability, 'arn:aws:eks:eu-west-1:111122223333:capability/shop/argocd/deploy/1b2c', {
    capabilityName: 'deploy',
    clusterName: 'shop',
    type: 'ARGOCD',
    status: 'ACTIVE',
    roleArn,
    ...config,
  });
