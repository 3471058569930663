import { isObject, listAt, textAt, type Json } from '../../json.ts';
import { objects, type Found, type Hints, type Place, type Recognised } from '../../recogniser.ts';
import { fullName, lastPart, projectOf } from '../address.ts';
import { admissionPolicy, policyOfCluster } from '../binary-authorization/policy/resource.ts';
import { gkeCluster } from '../gke/cluster/resource.ts';
import { gkeServerConfig, serverConfigOf } from '../gke/server-config/resource.ts';
import { gkeUpgradeInfo, upgradeInfoOf } from '../gke/upgrade-info/resource.ts';
import { reasonOf } from './refusal.ts';
import { restShape } from './shape.ts';

/**
 * The answers that say more about clusters: what GKE offers in a place, how a cluster is upgraded, and the policy of
 * Binary Authorization. The first two name neither; the recorded request does. Else that part of their address is empty.
 */
export function clusterAnswerOf(document: Json, { url = '' }: Hints): Recognised | undefined {
  const { error } = document;
  if (isObject(error)) return refused(error, url);
  const config = restShape(document);
  if (isServerConfig(config)) return objects([foundAt(gkeServerConfig, serverConfigAt(url), config)]);
  if (isUpgradeInfo(config)) return objects([foundAt(gkeUpgradeInfo, upgradeInfoAt(url), config)]);
  const project = /^projects\/([^/]+)\/policy$/.exec(textAt(config, 'name') ?? '')?.[1];
  if (project === undefined || !isObject(config['defaultAdmissionRule'])) return undefined;
  return objects([foundAt(admissionPolicy, policyOfCluster(`//x/projects/${project}/`), config)]);
}

/** A recorded refusal of one of these calls, which the request tells apart. */
function refused(error: Json, url: string): Recognised | undefined {
  const project = /\/projects\/([^/]+)\/policy(?:\?|$)/.exec(url)?.[1];
  const asked = [
    { type: gkeServerConfig, id: serverConfigAt(url) },
    { type: gkeUpgradeInfo, id: upgradeInfoAt(url) },
    { type: admissionPolicy, id: policyOfCluster(`//x/projects/${project ?? ''}/`) },
  ].find(({ id }) => projectOf(id) !== undefined);
  if (!asked || typeof error['code'] !== 'number') return undefined;
  const reason = reasonOf(error['code']);
  const { type, id } = asked;
  const api = type.reads[0] ?? type.name;
  const detail = textAt(error, 'message') ?? `status ${error['code']}`;
  const cure = reason === 'denied' ? { permission: api } : {};
  return { resources: [], listings: [], gaps: [{ api, reason, ...cure, resource: id, types: [type], detail }] };
}

/** Says which cluster and place answers are of that name none: those of the only ones that are in the folder. */
export function clustersOf(all: readonly Found[]): (one: Found) => Found {
  const ids = all.flatMap(({ type, id }) => (type.name === gkeCluster.name && typeof id === 'string' ? [id] : []));
  const [cluster, ...otherClusters] = new Set(ids.map(upgradeInfoOf));
  const [place, ...otherPlaces] = new Set(ids.map(serverConfigOf));
  return (one) => {
    const isLost = typeof one.id === 'string' && one.id.startsWith(`${nowhere}/`);
    const here = one.type.name === gkeUpgradeInfo.name && otherClusters.length === 0 ? cluster : undefined;
    const id = one.type.name === gkeServerConfig.name && otherPlaces.length === 0 ? place : here;
    return !isLost || id === undefined ? one : { ...one, ...identityOf(id) };
  };
}

const nowhere = '//container.googleapis.com/projects//locations/';
const nobody = `${nowhere}/clusters/`;

const isServerConfig = (it: Json): boolean =>
  listAt(it, 'validMasterVersions').length > 0 && ('validNodeVersions' in it || 'defaultClusterVersion' in it);

const isUpgradeInfo = (it: Json): boolean =>
  !('name' in it) &&
  ['endOfStandardSupportTimestamp', 'autoUpgradeStatus', 'minorTargetVersion'].some((key) => key in it);

function serverConfigAt(url: string): string {
  const path = /^(.*\/(?:locations|zones)\/[^/]+)\/server[Cc]onfig(?:\?|$)/.exec(url)?.[1];
  return serverConfigOf(`${fullName('container', path ?? '') ?? nowhere}/clusters/`);
}

function upgradeInfoAt(url: string): string {
  const path = /^(.*\/clusters\/[^/:?]+):fetchClusterUpgradeInfo/.exec(url)?.[1];
  return upgradeInfoOf(fullName('container', path ?? '') ?? nobody);
}

const foundAt = (type: Found['type'], id: string, config: Json): Found => ({ type, ...identityOf(id), config });

/** A person calls it by the cluster, the place or the project that it is about. */
function identityOf(id: string): { readonly id: string; readonly name: string; readonly place: Place } {
  const account = projectOf(id)?.replace('gcp:', '');
  const name = lastPart(id.replace(/\/[^/]+$/, ''));
  return { id, name: name === '' ? lastPart(id) : name, place: account === undefined ? {} : { account } };
}
