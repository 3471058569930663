import { isListOfObjects, isObject, listAt, objectAt, textAt, type Json } from '../../json.ts';
import { listing, objects, type Found, type Hints, type Recognised } from '../../recogniser.ts';
import { fullName, lastPart } from '../address.ts';
import { subnetwork } from '../compute/subnetwork/resource.ts';
import type { Read } from './refusal.ts';
import { restShape } from './shape.ts';

/** What a recorded refusal of one of these calls is about. */
export const subnetworkRead: Read = { type: subnetwork, service: 'compute', collection: 'subnetworks' };

const whole = { type: subnetwork, api: 'compute.subnetworks.list' };

/**
 * The subnetworks that `gcloud` and Compute Engine print: one, the list of a region, or those of all regions, which alone is
 * a whole listing.
 */
export function subnetworksOf(document: unknown, hints: Hints): Recognised | undefined {
  if (isListOfObjects(document)) {
    const isList = document.length > 0 && document.every(isSubnetwork);
    return isList
      ? listing(
          document.map((it) => foundOf(it, hints)),
          whole,
        )
      : undefined;
  }
  if (!isObject(document)) return undefined;
  if (isSubnetwork(document)) return objects([foundOf(document, hints)]);
  const found = (entries: readonly unknown[]): readonly Found[] =>
    entries.flatMap((it) => (isObject(it) ? [foundOf(it, hints)] : []));
  if (document['kind'] === 'compute#subnetworkList') return objects(found(listAt(document, 'items')));
  if (document['kind'] !== 'compute#subnetworkAggregatedList') return undefined;
  const scopes = Object.values(objectAt(document, 'items'));
  const all = found(scopes.flatMap((it) => listAt(it, 'subnetworks')));
  return isPart(document, scopes, hints) ? objects(all) : listing(all, whole);
}

/** Whether an answer leaves something out: there is another page, a filter, or a region that could not be reached. */
const isPart = (document: Json, scopes: readonly unknown[], { url = '' }: Hints): boolean =>
  textAt(document, 'nextPageToken') !== undefined ||
  /[?&](?:filter|pageToken)=/.test(url) ||
  listAt(document, 'unreachables').length > 0 ||
  scopes.some((it) => ![undefined, 'NO_RESULTS_ON_PAGE'].includes(textAt(it, 'warning', 'code')));

function isSubnetwork(it: Json): boolean {
  if (it['kind'] !== undefined) return it['kind'] === 'compute#subnetwork';
  return /\/compute\/[^/]+\/projects\/.+\/regions\/[^/]+\/subnetworks\/[^/]+$/.test(textAt(it, 'selfLink') ?? '');
}

function foundOf(document: Json, { url }: Hints): Found {
  const config = restShape(document);
  const name = textAt(config, 'name') ?? '';
  const link = textAt(config, 'selfLink');
  const project = /\/projects\/([^/]+)\//.exec(link ?? url ?? '')?.[1] ?? '';
  const region = lastPart(textAt(config, 'region') ?? '');
  const composed = `//compute.googleapis.com/projects/${project}/regions/${region}/subnetworks/${name}`;
  const created = textAt(config, 'creationTimestamp');
  return {
    type: subnetwork,
    id: (link === undefined ? undefined : fullName('compute', link)) ?? composed,
    name,
    ...(created !== undefined && { created }),
    place: project === '' ? {} : { account: project },
    config,
  };
}
