import type { Type } from '#model';
import { parseArn } from '../address.ts';
import { orUnsaid, textsAt, type AddressesOf, type TrailRecord } from '../record-events.ts';
import { principalPath } from './access-entry/principal.ts';
import { accessEntry } from './access-entry/resource.ts';
import { accessPolicies } from './access-policies/resource.ts';
import { eksAddon } from './addon/resource.ts';
import { eksCapability } from './capability/resource.ts';
import { eksCluster } from './cluster/resource.ts';
import { fargateProfile } from './fargate-profile/resource.ts';
import { identityProvider } from './identity-provider/resource.ts';
import { eksNodegroup } from './nodegroup/resource.ts';

/**
 * Which objects of EKS a record touched. Where the address ends with an id that the record does not hold, it is given
 * as far as it is known, up to the last slash, as the collectors name what they could not read.
 */
export const eksAddresses: readonly (readonly [Type, AddressesOf])[] = [
  [eksCluster, (record) => tagged(record, 'cluster/') ?? named(record, 'cluster')],
  [eksNodegroup, (record) => tagged(record, 'nodegroup/') ?? within(record, 'nodegroup', 'nodegroupName')],
  [eksAddon, (record) => tagged(record, 'addon/') ?? within(record, 'addon', 'addonName')],
  [fargateProfile, profiles],
  [accessEntry, (record) => tagged(record, 'access-entry/') ?? answered(record, 'accessEntry') ?? entered(record, '')],
  [accessPolicies, (record) => entered(record, 'policies')],
  // The address holds the type of the capability, which most requests do not say.
  [eksCapability, (record) => tagged(record, 'capability/') ?? arnsIn(textsAt(record.response, 'capability', 'arn'))],
  [identityProvider, (record) => tagged(record, 'identityproviderconfig/') ?? provided(record)],
];

/** The cluster of a call: EKS calls it by both names. */
export function clusterNameOf({ request }: TrailRecord): string | undefined {
  const [name] = [...textsAt(request, 'clusterName'), ...textsAt(request, 'name')];
  return name !== undefined && segment.test(name) ? name : undefined;
}

/** The names of clusters, node groups and add-ons. */
const segment = /^[\w.-]{1,255}$/;

function named(record: TrailRecord, kind: string): readonly string[] | undefined {
  const name = clusterNameOf(record);
  return name === undefined ? undefined : [record.arn('eks', `${kind}/${name}`)];
}

function within(record: TrailRecord, kind: string, field: string): readonly string[] | undefined {
  const known = answered(record, kind);
  if (known) return known;
  const cluster = clusterNameOf(record);
  const [name = ''] = textsAt(record.request, field);
  return cluster !== undefined && segment.test(name) ? [record.arn('eks', `${kind}/${cluster}/${name}/`)] : undefined;
}

/** The address that the answer of a call holds. */
const answered = ({ response }: TrailRecord, kind: string): readonly string[] | undefined =>
  arnsIn(textsAt(response, kind, `${kind}Arn`));

const arnsIn = (texts: readonly string[]): readonly string[] | undefined =>
  orUnsaid(texts.filter((it) => parseArn(it)?.service === 'eks'));

function provided(record: TrailRecord): readonly string[] | undefined {
  const cluster = clusterNameOf(record);
  const [name = ''] = [
    ...textsAt(record.request, 'oidc', 'identityProviderConfigName'),
    ...textsAt(record.request, 'identityProviderConfig', 'name'),
  ];
  if (cluster === undefined || !segment.test(name)) return undefined;
  return [record.arn('eks', `identityproviderconfig/${cluster}/oidc/${name}/`)];
}

/** The answer of a call calls the object otherwise than its address does. */
function profiles(record: TrailRecord): readonly string[] | undefined {
  const known = arnsIn(textsAt(record.response, 'fargateProfile', 'fargateProfileArn'));
  return tagged(record, 'fargateprofile/') ?? known ?? within(record, 'fargateprofile', 'fargateProfileName');
}

function entered(record: TrailRecord, last: string): readonly string[] | undefined {
  const cluster = clusterNameOf(record);
  const [principal] = textsAt(record.request, 'principalArn').map(decoded);
  if (cluster === undefined || principal === undefined || parseArn(principal) === undefined) return undefined;
  return [record.arn('eks', `access-entry/${cluster}/${principalPath(principal)}/${last}`)];
}

/** What a tagging touched: objects of one kind, none where it was about another one; undefined for other calls. */
function tagged({ call, request }: TrailRecord, path: string): readonly string[] | undefined {
  if (call !== 'eks:TagResource' && call !== 'eks:UntagResource') return undefined;
  const arns = textsAt(request, 'resourceArn').map(decoded);
  return arns.filter((it) => parseArn(it)?.service === 'eks' && parseArn(it)?.path.startsWith(path));
}

/** An address that is part of a request's path is recorded as it was sent there. */
const decoded = (arn: string): string => arn.replace(/%3A/gi, ':').replace(/%2F/gi, '/');
