import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import type { PolicyRule } from '#clouds/kubernetes/rbac/facts';
import { make } from '../build.ts';
import { apiWith, clusters } from './objects.ts';
import { clusterBindingWith, clusterRoleWith } from './rbac.ts';

export const onEks = apiWith();
export const onAks = apiWith({}, clusters.aks);
export const onGke = apiWith({}, clusters.gke);

export const eksWith = (...publicAccessCidrs: string[]) =>
  make(eksCluster, clusters.eks, {
    status: 'ACTIVE',
    resourcesVpcConfig: { endpointPublicAccess: true, publicAccessCidrs },
  });
export const eks = eksWith('0.0.0.0/0');
export const aksWith = (...authorizedIPRanges: string[]) =>
  make(aksCluster, clusters.aks, { apiServerAccessProfile: { authorizedIPRanges } });
export const aks = make(aksCluster, clusters.aks, {});
export const gke = make(gkeCluster, clusters.gke, {});
export const limited = make(gkeCluster, clusters.gke, { anonymousAuthenticationConfig: { mode: 'LIMITED' } });
export const gkeWith = (
  dnsEndpointConfig: NonNullable<
    NonNullable<typeof gkeCluster.config.controlPlaneEndpointsConfig>['dnsEndpointConfig']
  >,
) =>
  make(gkeCluster, clusters.gke, {
    controlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: false }, dnsEndpointConfig },
  });

/** A GKE cluster whose IP endpoint lets these networks in. */
export const gkeOf = (...blocks: string[]) => gkeTold(false, ...blocks);

/** The same, with what it says of the public addresses of Google Cloud. */
export const gkeTold = (google: boolean | undefined, ...blocks: string[]) =>
  make(gkeCluster, clusters.gke, {
    masterAuthorizedNetworksConfig: {
      enabled: true,
      gcpPublicCidrsAccessEnabled: google,
      cidrBlocks: blocks.map((cidrBlock) => ({ cidrBlock })),
    },
  });

export const anonymous = 'User:system:anonymous';
export const unauthenticated = 'Group:system:unauthenticated';
export const authenticated = 'Group:system:authenticated';
export const secrets = [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list'] }];
export const urls = (...nonResourceURLs: string[]) => [{ nonResourceURLs, verbs: ['get'] }];
export const reviews = [
  { apiGroups: ['authorization.k8s.io'], resources: ['selfsubjectaccessreviews'], verbs: ['create'] },
];
export const grant = (
  subject: string,
  rules: readonly PolicyRule[] = secrets,
  role = 'open',
  cluster: string = clusters.eks,
) => [clusterBindingWith(role, [subject], { role, cluster }), clusterRoleWith(role, rules, {}, cluster)];
export const privateEks = make(eksCluster, clusters.eks, { resourcesVpcConfig: { endpointPublicAccess: false } });
/** An answer that does not say whether the endpoint is public. */
export const bareEks = make(eksCluster, clusters.eks, {});
/** What every cluster grants to callers without a credential. */
export const infoViewer = grant(
  unauthenticated,
  urls('/healthz', '/livez', '/readyz', '/version', '/version/'),
  'system:public-info-viewer',
);
