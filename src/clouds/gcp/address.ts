/** What stands before `.googleapis.com` in a full resource name. */
export type Service = 'artifactregistry' | 'cloudkms' | 'compute' | 'container' | 'iam';

/** The target of a full resource name: its project. */
export function projectOf(address: string): string | undefined {
  const project = /^\/\/[^/]+\/projects\/([^/]+)\//.exec(address)?.[1];
  return project === undefined ? undefined : `gcp:${project}`;
}

/**
 * The full resource name of a selfLink (any host, API version or the part from `projects/` on), such as
 * `//compute.googleapis.com/projects/p/global/networks/n`; undefined when the text names no project.
 */
export function fullName(service: Service, link: string): string | undefined {
  const path = /(?:^|\/)(projects\/[^/]+\/.+)$/.exec(link)?.[1];
  return path === undefined ? undefined : `//${service}.googleapis.com/${zonesAsLocations(service, path)}`;
}

/** The full resource name of a network that is named in full, or by its short name in a project. */
export function networkName(network: string, project: string): string {
  return fullName('compute', network) ?? `//compute.googleapis.com/projects/${project}/global/networks/${network}`;
}

/** The short name that ends a link or a full name. */
export const lastPart = (link: string): string => link.split('/').at(-1) ?? link;

/** Older GKE links say `zones` where newer ones say `locations`. */
const zonesAsLocations = (service: string, path: string): string =>
  service === 'container' ? path.replace(/^(projects\/[^/]+)\/zones\//, '$1/locations/') : path;
