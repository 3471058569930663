import { canonicalJson } from '#lib/canonical';
import { shortHash } from '#lib/hash';
import type { Type } from '#model';
import { isListOfObjects, isObject, objectAt, textAt, type Json } from '../../json.ts';
import { listing, objects, type Found, type Hints, type Place, type Recognised } from '../../recogniser.ts';
import { eksCluster } from '../eks/cluster/resource.ts';
import { eksNodegroup } from '../eks/nodegroup/resource.ts';
import { eksVersion } from '../eks/version/resource.ts';
import { eksPartDocument, eksPartTypes } from './eks-parts.ts';
import { arnOf, created, placeOfArn } from './place.ts';

/** Answers of EKS: clusters with their parts, node groups, their name lists and the versions. */
export function eksDocument(document: unknown, hints: Hints): Recognised | undefined {
  if (!isObject(document)) return undefined;
  const { cluster } = document;
  if (isObject(cluster) && (isCluster(cluster) || isPartOfCluster(cluster))) return objects([clusterOf(cluster)]);
  if (isCluster(document)) return objects([clusterOf(document)]);
  const nodegroup = isObject(document['nodegroup']) ? document['nodegroup'] : document;
  if (textAt(nodegroup, 'nodegroupArn') && textAt(nodegroup, 'clusterName')) return objects([nodegroupOf(nodegroup)]);
  return versionsOf(document) ?? namesOf(document, hints) ?? eksPartDocument(document, hints);
}

/** Every type that EKS's documents hold. */
export const eksTypes: readonly Type[] = [eksCluster, eksNodegroup, eksVersion, ...eksPartTypes];

const isCluster = (it: Json): boolean =>
  /^arn:[^:]+:eks:.*:cluster\/[^/]+$/.test(textAt(it, 'arn') ?? '') && 'name' in it;

/** An answer of `DescribeCluster` that somebody cut down to what they needed. */
const isPartOfCluster = (it: Json): boolean =>
  ['resourcesVpcConfig', 'platformVersion', 'kubernetesNetworkConfig'].some((key) => key in it) ||
  isListOfObjects(objectAt(it, 'logging')['clusterLogging']);

function clusterOf(config: Json): Found {
  const name = textAt(config, 'name') ?? `unnamed-${shortHash(canonicalJson(config), 8)}`;
  const id = textAt(config, 'arn') ?? arnOf('eks', {}, `cluster/${name}`);

  return { type: eksCluster, id, name, ...created(config, 'createdAt'), place: placeOfArn(id), config };
}

function nodegroupOf(config: Json): Found {
  const arn = textAt(config, 'nodegroupArn') ?? '';

  const name = textAt(config, 'nodegroupName') ?? arn;
  return { type: eksNodegroup, id: arn, name, ...created(config, 'createdAt'), place: placeOfArn(arn), config };
}

function versionsOf(document: Json): Recognised | undefined {
  const versions = document['clusterVersions'];
  if (!isListOfObjects(versions) || !versions.every((it) => textAt(it, 'clusterVersion'))) return undefined;
  const found = versions.map((config): Found => {
    const kind = textAt(config, 'clusterType') ?? 'eks';
    const version = textAt(config, 'clusterVersion') ?? '';
    return {
      type: eksVersion,
      id: (target) => `${target}/${eksVersion.name}/${kind}/${version}`,
      name: `${kind} ${version}`,
      place: {},
      config,
    };
  });
  return isLastPage(document)
    ? listing(found, { type: eksVersion, api: 'eks:DescribeClusterVersions' })
    : objects(found);
}

/** `ListClusters` and `ListNodegroups` name what only a describe answers in full. */
function namesOf(document: Json, { request }: Hints): Recognised | undefined {
  const clusters = document['clusters'];
  if (isListOfTexts(clusters) && clusters.every((it) => !it.startsWith('arn:'))) {
    if (!isLastPage(document)) return objects([]);
    const names = clusters.map((name) => ({ name, address: addressOf(name) }));
    return listing([], { type: eksCluster, api: 'eks:ListClusters', names });
  }
  const nodegroups = document['nodegroups'];
  if (!isListOfTexts(nodegroups)) return undefined;
  if (!isLastPage(document)) return objects([]);
  const of = textAt(request, 'clusterName');
  const within = { type: eksCluster, ...(of !== undefined && { name: of }) };
  const names = nodegroups.map((name) => ({ name }));
  return listing([], { type: eksNodegroup, api: 'eks:ListNodegroups', names, within });
}

const addressOf = (name: string) => (place: Place) => ({
  at: arnOf('eks', place, `cluster/${name}`),
  exact: place.account !== undefined && place.region !== undefined,
});

const isListOfTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((it) => typeof it === 'string');

const isLastPage = (document: Json): boolean => textAt(document, 'nextToken') === undefined;
