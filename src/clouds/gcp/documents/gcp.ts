import type { Type } from '#model';
import { isListOfObjects, isObject, listAt, textAt, type Json } from '../../json.ts';
import { listing, objects, type Found, type Hints, type NotJudged, type Recognised } from '../../recogniser.ts';
import type { Recogniser } from '../../recogniser.ts';
import { fullName, lastPart } from '../address.ts';
import { admissionPolicy } from '../binary-authorization/policy/resource.ts';
import { effectiveFirewalls, regionEffectiveFirewalls } from '../compute/effective-firewalls/resource.ts';
import { firewall } from '../compute/firewall/resource.ts';
import { network } from '../compute/network/resource.ts';
import { computeProject } from '../compute/project/resource.ts';
import { subnetwork } from '../compute/subnetwork/resource.ts';
import { gkeCluster } from '../gke/cluster/resource.ts';
import { gkeServerConfig } from '../gke/server-config/resource.ts';
import { gkeUpgradeInfo } from '../gke/upgrade-info/resource.ts';
import { serviceAccountKeys } from '../iam/service-account-keys/resource.ts';
import { accountKeysOf, accountKeysRead } from './account-keys.ts';
import { clusterAnswerOf, clustersOf } from './cluster-answers.ts';
import { effectiveOf, networksOf } from './effective-firewalls.ts';
import { imageAnswerOf, imageReads, imageTypes } from './image-answers.ts';
import { isOtherAnswer } from './other-answer.ts';
import { projectAnswerOf } from './project-answer.ts';
import { refusalOf } from './refusal.ts';
import { restShape } from './shape.ts';
import { subnetworkRead, subnetworksOf } from './subnetwork-answers.ts';

/** A kind of object, and how one is told from others. */
interface Kind {
  readonly type: Type;
  readonly service: 'compute' | 'container';
  readonly collection: string;
  readonly is: (it: Json) => boolean;
}

const kinds: readonly Kind[] = [
  { type: gkeCluster, service: 'container', collection: 'clusters', is: isCluster },
  { type: firewall, service: 'compute', collection: 'firewalls', is: (it) => isCompute(it, 'firewall', 'firewalls') },
  { type: network, service: 'compute', collection: 'networks', is: (it) => isCompute(it, 'network', 'networks') },
];

/** What `gcloud` and the Google Cloud APIs print. */
export const gcpRecogniser: Recogniser = {
  provider: 'gcp',
  scopes: ['gcp-project'],
  types: [
    ...kinds.map(({ type }) => type),
    subnetwork,
    serviceAccountKeys,
    ...[effectiveFirewalls, regionEffectiveFirewalls, gkeServerConfig, gkeUpgradeInfo, admissionPolicy, computeProject],
    ...imageTypes,
  ],

  locating(all) {
    const onNetwork = networksOf(all);
    const ofCluster = clustersOf(all);
    return (one) => ofCluster(onNetwork(one));
  },

  target: ({ account }) => (account === undefined ? undefined : `gcp:${account}`),

  clusterAt({ name }) {
    const [, project, location, own] = /^gke_([^_]+)_([^_]+)_([^_]+)$/.exec(name) ?? [];
    if (project === undefined || location === undefined || own === undefined) return undefined;
    return `//container.googleapis.com/projects/${project}/locations/${location}/clusters/${own}`;
  },

  recognise(document, hints) {
    const images = imageAnswerOf(document, hints);
    if (images) return images;
    const whole = subnetworksOf(document, hints) ?? accountKeysOf(document, hints);
    if (whole) return whole;
    if (Array.isArray(document)) return arrayOf(document, hints);
    if (!isObject(document)) return undefined;
    return (
      clusterAnswerOf(document, hints) ??
      projectAnswerOf(document) ??
      refusalOf(document, hints, [...kinds, subnetworkRead, accountKeysRead, ...imageReads(hints)]) ??
      effectiveOf(document, hints) ??
      pageOf(document, hints) ??
      oneOf(document, hints) ??
      (isOtherAnswer(document, hints) ? { notJudged: `Google Cloud ${kindNameOf(document)}` } : undefined)
    );
  },
};

/** `gcloud ... list --format json` prints all pages as one array. */
function arrayOf(entries: readonly unknown[], hints: Hints): Recognised | NotJudged | undefined {
  if (entries.length === 0 || !isListOfObjects(entries)) return undefined;
  const kind = kinds.find(({ is }) => entries.every(is));
  if (kind)
    return listing(
      entries.map((it) => foundOf(kind, it, hints)),
      { type: kind.type, api: apiOf(kind.type) },
    );
  const known = entries.every((it) => isOtherAnswer(it, hints));
  return known ? { notJudged: `Google Cloud list of ${kindNameOf(entries[0] ?? {})}` } : undefined;
}

function pageOf(document: Json, hints: Hints): Recognised | undefined {
  for (const kind of kinds) {
    const key = kind.service === 'container' ? kind.collection : 'items';
    const entries = document[key];
    const declared = document['kind'] === `compute#${kind.collection.slice(0, -1)}List` || asksFor(kind, hints);
    const none = entries === undefined && declared && !('name' in document);
    if (!none && (!isListOfObjects(entries) || !entries.every(kind.is))) continue;
    const held = isListOfObjects(entries) ? entries : [];
    if (held.length === 0 && !declared) continue;
    const found = held.map((it) => foundOf(kind, it, hints));
    const last = textAt(document, 'nextPageToken') === undefined && listAt(document, 'missingZones').length === 0;
    const whole = last && !/\/(?:locations|zones)\/[^/-][^/]*\/clusters/.test(hints.url ?? '');
    return whole ? listing(found, { type: kind.type, api: apiOf(kind.type) }) : objects(found);
  }
  return undefined;
}

/** Whether the recorded request asked for the list of a kind: an empty one is answered with nothing. */
const asksFor = ({ service, collection }: Kind, { url = '', status = 200 }: Hints): boolean =>
  status < 300 && url.includes(`${service}.googleapis.com`) && new RegExp(`/${collection}(?:\\?|$)`).test(url);

function oneOf(document: Json, hints: Hints): Recognised | undefined {
  const kind = kinds.find(({ is }) => is(document));
  return kind && objects([foundOf(kind, document, hints)]);
}

function foundOf({ type, service, collection }: Kind, document: Json, hints: Hints): Found {
  const config = restShape(document);
  const name = textAt(config, 'name') ?? '';
  const link = textAt(config, 'selfLink');
  const project = /\/projects\/([^/]+)\//.exec(link ?? hints.url ?? '')?.[1] ?? '';
  const location = textAt(config, 'location') ?? textAt(config, 'zone') ?? '';
  const within = service === 'container' ? `locations/${lastPart(location)}` : 'global';
  const composed = `//${service}.googleapis.com/projects/${project}/${within}/${collection}/${name}`;
  const created = textAt(config, 'createTime') ?? textAt(config, 'creationTimestamp');
  return {
    type,
    id: (link === undefined ? undefined : fullName(service, link)) ?? composed,
    name,
    ...(created !== undefined && { created }),
    place: project === '' ? {} : { account: project },
    config,
  };
}

function isCluster(it: Json): boolean {
  if (textAt(it, 'name') === undefined) return false;
  const link = textAt(it, 'selfLink') ?? textAt(it, 'self_link');
  if (link !== undefined) return /container\.googleapis\.com\/.*\/clusters\/[^/]+$/.test(link);
  return ['currentMasterVersion', 'current_master_version', 'nodePools', 'node_pools'].some((key) => key in it);
}

function isCompute(it: Json, kind: string, collection: string): boolean {
  if (it['kind'] !== undefined) return it['kind'] === `compute#${kind}`;
  return new RegExp(`/compute/[^/]+/projects/.+/global/${collection}/[^/]+$`).test(textAt(it, 'selfLink') ?? '');
}

const kindNameOf = (it: Json): string => textAt(it, 'kind') ?? textAt(it, 'asset_type') ?? 'answer';

const apiOf = (type: Type): string => type.reads[0] ?? type.name;
