import type { Type } from '#model';
import { collectRepositoryPolicies } from './artifact-registry/repository-policy/collect.ts';
import { repositoryOfPolicy, repositoryPolicy } from './artifact-registry/repository-policy/resource.ts';
import { collectRepositories, readRepositories } from './artifact-registry/repository/collect.ts';
import { repository } from './artifact-registry/repository/resource.ts';
import { collectComputeProject } from './compute/project/collect.ts';
import { computeProject } from './compute/project/resource.ts';
import { asError } from '../listings.ts';
import { gcpFailure } from './failure.ts';
import { clustersApi } from './gke/cluster/collect.ts';
import { collectAccountKeys } from './iam/service-account-keys/collect.ts';
import { serviceAccountKeys } from './iam/service-account-keys/resource.ts';
import { collectKeyPolicies, collectNamedPolicies } from './kms/key-policy/collect.ts';
import { holderOfPolicy, keyPolicy } from './kms/key-policy/resource.ts';
import { collectKeys } from './kms/key/collect.ts';
import { kmsKey } from './kms/key/resource.ts';
import { ownIds, paths, type Scene, type Way } from './reread-scene.ts';
import { collectProjectPolicy } from './resource-manager/project-policy/collect.ts';
import { projectPolicy } from './resource-manager/project-policy/resource.ts';
import { accountKeysToRead, usesDefault } from './used-accounts.ts';
import { keysToRead } from './used-keys.ts';

/** How repositories, who may use them, keys, and what is said of a project as a whole are read again. */
export const imageWays: readonly (readonly [string, Way])[] = [
  [repository.name, whereClustersAre(againRepositories)],
  [repositoryPolicy.name, whereClustersAre(againPolicies)],
  [projectPolicy.name, whereClustersAre(({ whole }) => collectProjectPolicy(whole))],
  [computeProject.name, whereClustersAre(againComputeProject)],
  [serviceAccountKeys.name, againAccountKeys],
  [kmsKey.name, againKeys],
  [keyPolicy.name, againKeyPolicies],
];

/** Repositories of projects without clusters are not read, and who may use them neither. */
function whereClustersAre(way: Way): Way {
  return async (scene, asked) => {
    const { items, error } = await scene.own();
    const isOff = error !== undefined && gcpFailure(error).reason === 'not-enabled';
    if (items.length > 0 || (error !== undefined && !isOff)) return way(scene, asked);
    await scene.whole.sheet.list({ api: clustersApi, types: [asked.type] }, () => Promise.resolve());
  };
}

async function againComputeProject({ whole }: Scene): Promise<void> {
  await collectComputeProject(whole);
}

/** A repository leads to its policy: one that was just made has one that nobody has read. */
async function againRepositories({ whole, part, repositories }: Scene, asked: Parameters<Way>[1]): Promise<void> {
  const ids = ownIds(asked, paths.repository);
  if (ids) return collectRepositoryPolicies(part, await readRepositories(part, ids.map(nameIn)));
  const listed = await repositories();
  await collectRepositories(whole, listed);
  const named = listed.items.flatMap((it) => it.repositories.flatMap(({ name }) => name || []));
  await collectRepositoryPolicies(part, named);
}

async function againPolicies({ whole, part, repositories }: Scene, asked: Parameters<Way>[1]): Promise<void> {
  const ids = ownIds(asked, paths.repository, '/iamPolicy');
  if (ids) return collectRepositoryPolicies(part, ids.map(repositoryOfPolicy).map(nameIn));
  const { items, error } = await repositories();
  const failed = error ?? items.find((it) => it.error !== undefined)?.error;
  if (failed !== undefined) {
    const api = 'artifactregistry.repositories.list';
    return whole.sheet.list({ api, types: [repositoryPolicy] }, () => Promise.reject(asError(failed)));
  }
  const named = items.flatMap((it) => it.repositories.flatMap(({ name }) => name || []));
  await collectRepositoryPolicies(whole, named);
}

/** Which keys matter is known only where all that can name one is read. */
async function againKeys(scene: Scene, asked: Parameters<Way>[1]): Promise<void> {
  const ids = ownIds(asked, paths.key);
  if (ids) return collectKeys(scene.part, ids.map(nameIn));
  await ofUsedKeys(scene, kmsKey, (keys) => collectKeys(scene.whole, keys));
}

async function againKeyPolicies(scene: Scene, asked: Parameters<Way>[1]): Promise<void> {
  const ids = ownIds(asked, paths.keyOrRing, '/iamPolicy');
  if (ids) return collectNamedPolicies(scene.part, ids.map(holderOfPolicy).map(nameIn));
  await ofUsedKeys(scene, keyPolicy, (keys) => collectKeyPolicies(scene.whole, keys));
}

async function againAccountKeys(scene: Scene, asked: Parameters<Way>[1]): Promise<void> {
  const ids = ownIds(asked, paths.accountKeys);
  if (ids) return collectAccountKeys(scene.part, ids);
  const { project, whole, others, listing } = scene;
  await listing(serviceAccountKeys, async ({ items }) => {
    const usual = usesDefault(items) ? await collectComputeProject(whole, [serviceAccountKeys]) : undefined;
    await collectAccountKeys(whole, accountKeysToRead(project, [[project, items], ...(await others())], usual));
  });
}

async function ofUsedKeys(
  { project, others, repositories, otherRepositories, listing }: Scene,
  type: Type,
  read: (keys: readonly string[]) => Promise<void>,
): Promise<void> {
  await listing(type, async ({ items }) => {
    const held = [[project, await repositories()] as const, ...(await otherRepositories())];
    await read(keysToRead(project, [[project, items], ...(await others())], held));
  });
}

/** The name that the services use: the full one without theirs. */
const nameIn = (id: string): string => id.replace(/^\/\/[^/]+\//, '');
