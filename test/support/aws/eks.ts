import type { Resource } from '#model';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { make, type Draft } from '../build.ts';

type Cluster = typeof eksCluster.config;

/** A cluster called shop that runs, with the endpoint configuration a test gives. */
export const clusterWith = (
  vpc: Draft<Cluster['resourcesVpcConfig']>,
  config: Draft<Cluster> = {},
): Resource<'eks.cluster', Cluster> =>
  make(eksCluster, 'arn:aws:eks:eu-west-1:111122223333:cluster/shop', {
    name: 'shop',
    status: 'ACTIVE',
    version: '1.33',
    resourcesVpcConfig: vpc,
    ...config,
  });
