import type { Resource } from '#model';

/** A cluster of EKS that everybody may call. */
export function opened(cluster: Resource): Resource {
  const open = { endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] };
  const config = cluster.config as { readonly resourcesVpcConfig?: object };
  return { ...cluster, config: { ...config, resourcesVpcConfig: { ...config.resourcesVpcConfig, ...open } } };
}
