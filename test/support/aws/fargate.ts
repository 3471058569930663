import { fargateProfile } from '#clouds/aws/eks/fargate-profile/resource';
import { make, type Draft } from '../build.ts';

/** A Fargate profile called batch of the cluster shop. */
export const profileWith = (config: Draft<typeof fargateProfile.config>) =>
  make(fargateProfile, 'arn:aws:eks:eu-west-1:111122223333:fargateprofile/shop/batch/1b2c', {
    fargateProfileName: 'batch',
    clusterName: 'shop',
    status: 'ACTIVE',
    ...config,
  });
