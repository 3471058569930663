import type { protos } from '@google-cloud/container';
import { asError, type Listed } from '../../../listings.ts';
import { required } from '../../../pages.ts';
import type { Sheet } from '../../../sheet.ts';
import { admissionPolicy } from '../../binary-authorization/policy/resource.ts';
import { effectiveFirewalls, regionEffectiveFirewalls } from '../../compute/effective-firewalls/resource.ts';
import { MissingZones } from '../../failure.ts';
import type { Caller, GcpReader } from '../../reader.ts';
import type { Session } from '../../session.ts';
import { gkeServerConfig } from '../server-config/resource.ts';
import { gkeUpgradeInfo } from '../upgrade-info/resource.ts';
import { serviceAccountKeys } from '../../iam/service-account-keys/resource.ts';
import { keyPolicy } from '../../kms/key-policy/resource.ts';
import { kmsKey } from '../../kms/key/resource.ts';
import { printed } from './printed.ts';
import { gkeCluster } from './resource.ts';

/** A cluster as it is stored. */
export type GkeConfig = typeof gkeCluster.config;

export const clustersApi = 'container.clusters.list';

/** The gate gives up sooner; this only lets go of a call that nobody waits for. */
const options = { timeout: 60_000, retry: null };

/**
 * Lists the clusters of a project with their pools, in one call. Zones that GKE could not reach make it fail after what
 * was read.
 */
export async function listClusters(
  caller: Caller,
  session: Session,
  project: string,
  add: (cluster: GkeConfig) => void,
): Promise<void> {
  const parent = `projects/${project}/locations/-`;
  const [{ clusters, missingZones }] = await caller.call(clustersApi, () =>
    session.clusters.listClusters({ parent }, options),
  );
  for (const it of clusters ?? []) add(storedOf(it));
  if (missingZones && missingZones.length > 0) throw new MissingZones(missingZones);
}

/** A cluster by its full name and its own. */
export interface ClusterPlace {
  readonly id: string;
  readonly name: string;
}

/** The clusters of a project that say where they are; one that does not is malformed, which `writeClusters` says. */
export const placesOf = (project: string, clusters: readonly GkeConfig[]): readonly ClusterPlace[] =>
  clusters.flatMap(({ name, location }) => (name && location ? [{ id: idOf(project, location, name), name }] : []));

const idOf = (project: string, location: string, name: string): string =>
  `//container.googleapis.com/projects/${project}/locations/${location}/clusters/${name}`;

/** Writes down the clusters of a project. What else is read by what they name cannot be whole where they are not. */
export function writeClusters({ sheet, project }: GcpReader, { items, error }: Listed<GkeConfig>): Promise<void> {
  const leads = [
    effectiveFirewalls,
    regionEffectiveFirewalls,
    gkeUpgradeInfo,
    gkeServerConfig,
    admissionPolicy,
    kmsKey,
    keyPolicy,
    serviceAccountKeys,
  ];
  return sheet.list({ api: clustersApi, types: [gkeCluster], leads }, () => {
    for (const config of items) add(sheet, project, config);
    return error === undefined ? Promise.resolve() : Promise.reject(asError(error));
  });
}

/** Reads some clusters by their full names; answers those that are there. */
export async function readClusters(
  { call, sheet, project, session }: GcpReader,
  ids: readonly string[],
): Promise<readonly GkeConfig[]> {
  const api = 'container.clusters.get';
  const found: GkeConfig[] = [];
  const read = (address: string): Promise<void> =>
    sheet.one({ api, types: [gkeCluster], address }, async () => {
      const name = address.replace('//container.googleapis.com/', '');
      const [answer] = await call(api, () => session.clusters.getCluster({ name }, options));
      const config = storedOf(answer);
      add(sheet, project, config);
      found.push(config);
    });
  await Promise.all(ids.map(read));
  return found;
}

function add(sheet: Sheet, project: string, config: GkeConfig): void {
  const name = required(config.name, 'name');
  const id = idOf(project, required(config.location, 'location'), name);
  sheet.add(gkeCluster, { id, name, created: config.createTime ?? undefined, config });
}

/** As the API prints it; of a password that clusters of old carry only that it is set, and no key. */
function storedOf(cluster: protos.google.container.v1.ICluster): GkeConfig {
  const config = printed('Cluster', cluster);
  if (!config.masterAuth) return config;
  const { password, clientKey: _clientKey, ...masterAuth } = config.masterAuth;
  return { ...config, masterAuth: { ...masterAuth, ...(password && { password: 'set' }) } };
}
