import type { Type } from '#model';
import { fewOf, type Again, type Asked } from '../again.ts';
import { asError, type Listed } from '../listings.ts';
import type { LocationListing } from './artifact-registry/repository/collect.ts';
import type { UsedNetwork } from './compute/effective-firewalls/collect.ts';
import { clustersApi, type GkeConfig } from './gke/cluster/collect.ts';
import type { GcpReader } from './reader.ts';
import type { RepositoriesOf } from './used-keys.ts';
import { networksToRead, type ClustersOf } from './used-networks.ts';

/** What the project and the others hold, where what has to be read depends on it. */
export interface Neighbours {
  own(): Promise<Listed<GkeConfig>>;
  others(): Promise<readonly ClustersOf[]>;
  repositories(): Promise<Listed<LocationListing>>;
  otherRepositories(): Promise<readonly RepositoriesOf[]>;
}

/** A part of a project that is read again. Each listing is made once, where it is needed. */
export interface Scene extends Neighbours {
  readonly project: string;
  /** Writes down listings. */
  readonly whole: GcpReader;
  /** Writes down single objects. */
  readonly part: GcpReader;
  /** Whether an address of a type, or any of the type, is read again as well. */
  asks(type: Type, id: string): boolean;
  /** The networks that the project has to read. */
  networks(): Promise<readonly UsedNetwork[]>;
  /** Does what needs the clusters of the project; where these cannot be listed, the type is unread. */
  listing(type: Type, work: (own: Listed<GkeConfig>) => Promise<void>): Promise<void>;
}

/** How a type is read again. */
export type Way = (scene: Scene, asked: Asked) => Promise<void>;

/** Sets the scene for what was asked. */
export function sceneOf(
  at: Omit<GcpReader, 'sheet'>,
  { whole, part }: Again,
  asked: readonly Asked[],
  neighbours: Neighbours,
): Scene {
  const { project } = at;
  const own = once(() => neighbours.own());
  const others = once(() => neighbours.others());
  return {
    project,
    whole: { ...at, sheet: whole },
    part: { ...at, sheet: part },
    own,
    others,
    repositories: once(() => neighbours.repositories()),
    otherRepositories: once(() => neighbours.otherRepositories()),
    asks: (type, id) => asked.some((it) => it.type === type && (it.ids?.includes(id) ?? true)),
    networks: once(async () => networksToRead(project, [[project, (await own()).items], ...(await others())])),
    async listing(type, work) {
      const listed = await own();
      if (listed.error === undefined) return work(listed);
      await whole.list({ api: clustersApi, types: [type] }, () => Promise.reject(asError(listed.error)));
    },
  };
}

/** Where each of some addresses can be asked for by itself: those that are spelled as `path` and then `rest`. */
export function ownIds(asked: Asked, path: string, rest = ''): readonly string[] | undefined {
  const ids = fewOf(asked);
  const whole = new RegExp(`^${path}${rest}$`);
  return ids?.every((id) => whole.test(id)) ? ids : undefined;
}

const name = '[A-Za-z0-9][A-Za-z0-9_-]*';
const inProject = '(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]*';

/** How full names are spelled, as patterns. A project id can have its organisation's domain before it. */
export const paths = {
  cluster: `//container\\.googleapis\\.com/projects/${inProject}/locations/${name}/clusters/${name}`,
  firewall: `//compute\\.googleapis\\.com/projects/${inProject}/global/firewalls/${name}`,
  subnetwork: `//compute\\.googleapis\\.com/projects/${inProject}/regions/${name}/subnetworks/${name}`,
  network: `//compute\\.googleapis\\.com/projects/${inProject}/(?:global|regions/${name})/networks/${name}`,
  repository: `//artifactregistry\\.googleapis\\.com/projects/${inProject}/locations/${name}/repositories/${name}`,
  accountKeys: `//iam\\.googleapis\\.com/projects/${inProject}/serviceAccounts/[A-Za-z0-9-]+@[a-z0-9.-]+/keys`,
  keyOrRing: `//cloudkms\\.googleapis\\.com/projects/${inProject}/locations/${name}/keyRings/${name}(?:/cryptoKeys/${name})?`,
  key: `//cloudkms\\.googleapis\\.com/projects/${inProject}/locations/${name}/keyRings/${name}/cryptoKeys/${name}`,
} as const;

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
