import type { Resource } from '#model';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import { eksVersion } from '#clouds/aws/eks/version/resource';
import { make, type Draft } from '../build.ts';

type Cluster = typeof eksCluster.config;
type Nodegroup = typeof eksNodegroup.config;
type Version = typeof eksVersion.config;

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

/** The managed node group web of the cluster shop. */
export const nodegroupWith = (config: Draft<Nodegroup> = {}): Resource<'eks.nodegroup', Nodegroup> =>
  make(
    eksNodegroup,
    'arn:aws:eks:eu-west-1:111122223333:nodegroup/shop/web/1',
    { nodegroupName: 'web', clusterName: 'shop', status: 'ACTIVE', amiType: 'AL2023_x86_64_STANDARD', ...config },
    { name: 'shop/web' },
  );

/** What EKS says of a Kubernetes minor. */
export const versionWith = (clusterVersion: string, config: Draft<Version> = {}): Resource<'eks.version', Version> =>
  make(eksVersion, `arn:aws:eks:eu-west-1:111122223333:cluster-version/${clusterVersion}`, {
    clusterVersion,
    clusterType: 'eks',
    ...config,
  });
