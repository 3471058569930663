import { eksAddon } from '#clouds/aws/eks/addon/resource';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';

type Addon = typeof eksAddon.config;

/** The managed add-on vpc-cni of the cluster shop, with the values that a test gives. */
export const vpcCniWith = (configurationValues?: string, config: Draft<Addon> = {}): Resource<'eks.addon', Addon> =>
  make(
    eksAddon,
    'arn:aws:eks:eu-west-1:111122223333:addon/shop/vpc-cni/0ec71efc',
    {
      addonName: 'vpc-cni',
      clusterName: 'shop',
      status: 'ACTIVE',
      health: { issues: [] },
      addonVersion: 'v1.20.4-eksbuild.2',
      ...(configurationValues !== undefined && { configurationValues }),
      ...config,
    },
    { name: 'vpc-cni' },
  );
