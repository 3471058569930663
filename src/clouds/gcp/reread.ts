import type { Again, Asked } from '../again.ts';
import { lastPart, projectOf } from './address.ts';
import { readAdmissionPolicies } from './binary-authorization/policy/collect.ts';
import { admissionPolicy, policyOfCluster } from './binary-authorization/policy/resource.ts';
import {
  collectGlobalFirewalls,
  collectRegionalFirewalls,
  type UsedNetwork,
} from './compute/effective-firewalls/collect.ts';
import { placesOf, readClusters, writeClusters, type GkeConfig } from './gke/cluster/collect.ts';
import { gkeCluster } from './gke/cluster/resource.ts';
import { collectUpgradeInfos } from './gke/upgrade-info/collect.ts';
import { gkeUpgradeInfo, upgradeInfoOf } from './gke/upgrade-info/resource.ts';
import { asksPolicy } from './project.ts';
import type { GcpReader } from './reader.ts';
import { imageWays } from './reread-images.ts';
import { networkWays } from './reread-networks.ts';
import { ownIds, paths, sceneOf, type Neighbours, type Scene, type Way } from './reread-scene.ts';
import { networksToRead } from './used-networks.ts';

/** Reads what was touched in a project again, and what clusters and repositories lead to. */
export async function rereadProject(
  at: Omit<GcpReader, 'sheet'>,
  again: Again,
  asked: readonly Asked[],
  neighbours: Neighbours,
): Promise<void> {
  const scene = sceneOf(at, again, asked, neighbours);
  await Promise.all(asked.map(async (it) => ways.get(it.type.name)?.(scene, it)));
}

const ways: ReadonlyMap<string, Way> = new Map<string, Way>([
  [gkeCluster.name, againClusters],
  [gkeUpgradeInfo.name, againUpgradeInfos],
  [admissionPolicy.name, ({ whole, project }) => readAdmissionPolicies(whole, [policyOf(project)])],
  ...networkWays,
  ...imageWays,
]);

/**
 * A cluster leads to what is in force on a network that none was in before. An update moves no cluster, but can have it
 * ask the policy that lets images in: it is told by the upgrade info, which nothing but updates touch.
 */
async function againClusters(scene: Scene, asked: Asked): Promise<void> {
  const { whole, part, project } = scene;
  const ids = ownIds(asked, paths.cluster);
  if (!ids) {
    const own = await scene.own();
    await Promise.all([writeClusters(whole, own), readNetworks(scene, own.items)]);
    return;
  }
  const found = await readClusters(part, ids);
  const isUpdate = (it: GkeConfig): boolean =>
    placesOf(project, [it]).some(({ id }) => scene.asks(gkeUpgradeInfo, upgradeInfoOf(id)));
  const updated = found.filter(isUpdate);
  await Promise.all([
    readNetworks(
      scene,
      found.filter((it) => !isUpdate(it)),
    ),
    readAdmissionPolicies(part, updated.some(asksPolicy) ? [policyOf(project)] : []),
  ]);
}

/** Networks of other projects are read with those, or by the first project that uses them: which one is not known here. */
async function readNetworks({ part, project }: Scene, clusters: readonly GkeConfig[]): Promise<void> {
  const isOwn = ({ name }: UsedNetwork): boolean => projectOf(name) === `gcp:${project}`;
  const own = networksToRead(project, [[project, clusters]]).filter(isOwn);
  await Promise.all([collectGlobalFirewalls(part, own), collectRegionalFirewalls(part, own)]);
}

async function againUpgradeInfos({ whole, part, project, listing }: Scene, asked: Asked): Promise<void> {
  const ids = ownIds(asked, paths.cluster, '/upgradeInfo');
  if (ids) {
    const clusters = ids.map((it) => it.replace(/\/upgradeInfo$/, ''));
    return collectUpgradeInfos(
      part,
      clusters.map((id) => ({ id, name: lastPart(id) })),
    );
  }
  await listing(gkeUpgradeInfo, ({ items }) => collectUpgradeInfos(whole, placesOf(project, items)));
}

const policyOf = (project: string): string => policyOfCluster(`//container.googleapis.com/projects/${project}/`);
