import type { Type } from '#model';
import { isListOfObjects, isObject, objectAt, textAt, type Json } from '../../json.ts';
import { listing, objects, type Found, type FoundListing, type Hints, type Recognised } from '../../recogniser.ts';
import { principalPath } from '../eks/access-entry/principal.ts';
import { accessEntry } from '../eks/access-entry/resource.ts';
import { accessPolicies } from '../eks/access-policies/resource.ts';
import { eksAddon } from '../eks/addon/resource.ts';
import { addonVersions } from '../eks/addon-versions/resource.ts';
import { eksCapability } from '../eks/capability/resource.ts';
import { eksCluster } from '../eks/cluster/resource.ts';
import { fargateProfile } from '../eks/fargate-profile/resource.ts';
import { identityProvider } from '../eks/identity-provider/resource.ts';
import { eksInsights } from '../eks/insights/resource.ts';
import { arnOf, created, placeOfArn } from './place.ts';

/** Answers of EKS about parts of a cluster: add-ons, access entries with their policies, and the lists of their names. */
export function eksPartDocument(document: Json, { request }: Hints): Recognised | undefined {
  const addon = isObject(document['addon']) ? document['addon'] : document;
  if (textAt(addon, 'addonArn') && textAt(addon, 'clusterName')) return objects([addonOf(addon)]);
  const entry = isObject(document['accessEntry']) ? document['accessEntry'] : document;
  if (textAt(entry, 'accessEntryArn') && textAt(entry, 'principalArn')) return objects([entryOf(entry)]);
  const capability = isObject(document['capability']) ? document['capability'] : document;
  if (textAt(capability, 'capabilityName') && textAt(capability, 'roleArn')) return objects([capabilityOf(capability)]);
  const profile = isObject(document['fargateProfile']) ? document['fargateProfile'] : document;
  if (textAt(profile, 'fargateProfileArn') && textAt(profile, 'clusterName')) return objects([profileOf(profile)]);
  const provider = objectAt(objectAt(document, 'identityProviderConfig'), 'oidc');
  if (textAt(provider, 'identityProviderConfigArn')) return objects([providerOf(provider)]);
  const asked = textAt(request, 'clusterName');
  return (
    policiesOf(document) ??
    insightsOf(document, request) ??
    versionsOf(document, request) ??
    namesIn(document, 'fargateProfileNames', { type: fargateProfile, api: 'eks:ListFargateProfiles' }, asked) ??
    namesIn(document, 'addons', { type: eksAddon, api: 'eks:ListAddons' }, asked) ??
    namesIn(document, 'accessEntries', { type: accessEntry, api: 'eks:ListAccessEntries' }, asked)
  );
}

/** Every type that they hold. */
export const eksPartTypes: readonly Type[] = [
  ...[eksAddon, accessEntry, accessPolicies],
  ...[eksCapability, identityProvider, eksInsights, fargateProfile, addonVersions],
];

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

function capabilityOf(config: Json): Found {
  const [cluster, own] = [textAt(config, 'clusterName') ?? '', textAt(config, 'capabilityName') ?? ''];
  const kind = (textAt(config, 'type') ?? '').toLowerCase();
  const id = textAt(config, 'arn') ?? arnOf('eks', {}, `capability/${cluster}/${kind}/${own}/`);
  const name = `${cluster}/${own}`;
  return { type: eksCapability, id, name, ...created(config, 'createdAt'), place: placeOfArn(id), config };
}

function profileOf(config: Json): Found {
  const id = textAt(config, 'fargateProfileArn') ?? '';
  const name = `${textAt(config, 'clusterName') ?? ''}/${textAt(config, 'fargateProfileName') ?? ''}`;
  return { type: fargateProfile, id, name, ...created(config, 'createdAt'), place: placeOfArn(id), config };
}

function providerOf(config: Json): Found {
  const id = textAt(config, 'identityProviderConfigArn') ?? '';
  const name = `${textAt(config, 'clusterName') ?? ''}/${textAt(config, 'identityProviderConfigName') ?? ''}`;
  return { type: identityProvider, id, name, place: placeOfArn(id), config };
}

/** The answer names its cluster only by what was asked for. A page is not all, nor is what a filter let through. */
function insightsOf(document: Json, request: unknown): Recognised | undefined {
  const { insights, nextToken: next } = document;
  const clusterName = textAt(request, 'clusterName');
  const isFiltered = Object.keys(objectAt(request, 'filter')).length > 0;
  if (!isListOfObjects(insights) || !insights.every((it) => isObject(it['insightStatus']))) return undefined;
  const isPart = isFiltered || typeof next === 'string';
  if (clusterName === undefined || insights.length === 0 || isPart) return objects([]);
  const id = arnOf('eks', {}, `cluster/${clusterName}/insights`);
  return objects([{ type: eksInsights, id, name: clusterName, place: {}, config: { clusterName, insights } }]);
}

/** Only what was asked for by version is known to be all that fits it; which one is told by what was asked. */
function versionsOf(document: Json, request: unknown): Recognised | undefined {
  const { addons, nextToken: next } = document;
  const kubernetesVersion = textAt(request, 'kubernetesVersion');
  if (!isListOfObjects(addons) || !addons.every((it) => isListOfObjects(it['addonVersions']))) return undefined;
  if (addons.length === 0 && kubernetesVersion === undefined) return undefined;
  if (kubernetesVersion === undefined || typeof next === 'string') return objects([]);
  const found = addons.flatMap(({ addonVersions: versions, ...rest }): Found[] => {
    const addonName = textAt(rest, 'addonName');
    if (addonName === undefined) return [];
    const own = `${kubernetesVersion}/${addonName}`;
    const id = (target: string): string => `${target}/${addonVersions.name}/${own}`;
    const config = { addonName, kubernetesVersion, addonVersions: versions };
    return [{ type: addonVersions, id, name: `${addonName} on ${kubernetesVersion}`, place: {}, config }];
  });
  return objects(found);
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
