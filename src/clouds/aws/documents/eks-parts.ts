import type { Type } from '#model';
import { isListOfObjects, isObject, textAt, type Json } from '../../json.ts';
import { listing, objects, type Found, type FoundListing, type Hints, type Recognised } from '../../recogniser.ts';
import { principalPath } from '../eks/access-entry/principal.ts';
import { accessEntry } from '../eks/access-entry/resource.ts';
import { accessPolicies } from '../eks/access-policies/resource.ts';
import { eksAddon } from '../eks/addon/resource.ts';
import { eksCluster } from '../eks/cluster/resource.ts';
import { arnOf, created, placeOfArn } from './place.ts';

/** Answers of EKS about parts of a cluster: add-ons, access entries with their policies, and the lists of their names. */
export function eksPartDocument(document: Json, { request }: Hints): Recognised | undefined {
  const addon = isObject(document['addon']) ? document['addon'] : document;
  if (textAt(addon, 'addonArn') && textAt(addon, 'clusterName')) return objects([addonOf(addon)]);
  const entry = isObject(document['accessEntry']) ? document['accessEntry'] : document;
  if (textAt(entry, 'accessEntryArn') && textAt(entry, 'principalArn')) return objects([entryOf(entry)]);
  const asked = textAt(request, 'clusterName');
  return (
    policiesOf(document) ??
    namesIn(document, 'addons', { type: eksAddon, api: 'eks:ListAddons' }, asked) ??
    namesIn(document, 'accessEntries', { type: accessEntry, api: 'eks:ListAccessEntries' }, asked)
  );
}

/** Every type that they hold. */
export const eksPartTypes: readonly Type[] = [eksAddon, accessEntry, accessPolicies];

function addonOf(config: Json): Found {
  const id = textAt(config, 'addonArn') ?? '';
  const name = `${textAt(config, 'clusterName') ?? ''}/${textAt(config, 'addonName') ?? ''}`;
  return { type: eksAddon, id, name, ...created(config, 'createdAt'), place: placeOfArn(id), config };
}

function entryOf(config: Json): Found {
  const id = textAt(config, 'accessEntryArn') ?? '';
  const name = `${textAt(config, 'clusterName') ?? ''}/${textAt(config, 'principalArn') ?? ''}`;
  return { type: accessEntry, id, name, ...created(config, 'createdAt'), place: placeOfArn(id), config };
}

/** The answer names its cluster and its principal, and neither the account nor the region of the cluster. A page is not all. */
function policiesOf(document: Json): Recognised | undefined {
  const { associatedAccessPolicies: policies, nextToken: next, ...rest } = document;
  const [cluster, principal] = [textAt(rest, 'clusterName'), textAt(rest, 'principalArn')];
  if (!isListOfObjects(policies) || cluster === undefined || principal === undefined) return undefined;
  if (typeof next === 'string') return objects([]);
  const id = arnOf('eks', {}, `access-entry/${cluster}/${principalPath(principal)}/policies`);
  const config = { ...rest, associatedAccessPolicies: policies };
  const name = `${cluster}/${principal}`;
  const api = 'eks:ListAssociatedAccessPolicies';
  const within = { type: accessEntry, name };
  return listing([{ type: accessPolicies, id, name, place: {}, config }], { type: accessPolicies, api, within });
}

/** Clusters may have parts of the same name: without the cluster, a name stands for none that is described. */
function namesIn(
  document: Json,
  field: string,
  listed: Pick<FoundListing, 'type' | 'api'>,
  cluster: string | undefined,
): Recognised | undefined {
  const texts = document[field];
  if (!Array.isArray(texts) || !texts.every((it): it is string => typeof it === 'string')) return undefined;
  if (textAt(document, 'nextToken') !== undefined) return objects([]);
  const names = texts.map((name) => ({ name: `${cluster ?? ''}/${name}` }));
  const within = { type: eksCluster, ...(cluster !== undefined && { name: cluster }) };
  return listing([], { ...listed, names, within });
}
