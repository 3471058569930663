import type { Type } from '#model';
import { isListOfObjects, isObject, listAt, mapObjects, textAt, type Json } from '../../json.ts';
import { listing, objects, type Found, type Recognised } from '../../recogniser.ts';
import { oidcProvider } from '../iam/oidc-provider/resource.ts';
import { policy } from '../iam/policy/resource.ts';
import { role } from '../iam/role/resource.ts';
import { arnOf, created, placeOfArn } from './place.ts';

/** Answers of IAM: the whole account, roles, managed policies with their documents, OpenID Connect providers. */
export function iamDocument(document: unknown): Recognised | undefined {
  if (!isObject(document)) return undefined;
  const it = encoded(document);
  return accountOf(it) ?? rolesOf(it) ?? providersOf(it);
}

/** Every type that IAM's documents hold. */
export const iamTypes: readonly Type[] = [role, policy, oidcProvider];

const documents = ['AssumeRolePolicyDocument', 'PolicyDocument', 'Document'];

/** The SDK answers policy documents as URL-encoded JSON; the CLI and recorders decode them. */
function encoded(answer: Json): Json {
  const value = mapObjects(answer, (it) =>
    documents.some((key) => key in it)
      ? Object.fromEntries(Object.entries(it).map(([key, one]) => [key, documents.includes(key) ? encode(one) : one]))
      : it,
  );
  return isObject(value) ? value : {};
}

function encode(value: unknown): unknown {
  if (isObject(value)) return encodeURIComponent(JSON.stringify(value));
  return typeof value === 'string' && /^\s*\{/.test(value) ? encodeURIComponent(value) : value;
}

function accountOf(document: Json): Recognised | undefined {
  const { RoleDetailList: roles = [], Policies: policies = [] } = document;
  const told = ['RoleDetailList', 'UserDetailList', 'GroupDetailList'].some((key) => key in document);
  if (!told || !isListOfObjects(roles) || !isListOfObjects(policies)) return undefined;
  if (![...roles, ...policies].every((it) => textAt(it, 'Arn'))) return undefined;
  const found = [...roles.map(roleOf), ...policies.filter(hasVersions).map(policyOf)];
  if (!isLastPage(document)) return objects(found);
  const api = 'iam:GetAccountAuthorizationDetails';
  // A filtered answer leaves the other lists empty, or the policies that its roles attach out.
  const all = [
    ...(roles.length > 0 ? [{ type: role, api }] : []),
    ...(policies.length > 0 && holdsAllAttached(document, policies) ? [{ type: policy, api }] : []),
  ];
  return listing(found, ...all);
}

function holdsAllAttached(document: Json, policies: readonly Json[]): boolean {
  const held = new Set(policies.map((it) => textAt(it, 'Arn')));
  const attached = ['RoleDetailList', 'UserDetailList', 'GroupDetailList']
    .flatMap((key) => listAt(document, key))
    .flatMap((it) => listAt(it, 'AttachedManagedPolicies'));
  return attached.every((it) => held.has(textAt(it, 'PolicyArn')));
}

function rolesOf(document: Json): Recognised | undefined {
  const one = document['Role'];
  if (isObject(one)) return isRole(one) ? objects([roleOf(one)]) : undefined;
  if (isRole(document)) return objects([roleOf(document)]);
  const roles = document['Roles'];
  if (!isListOfObjects(roles) || !roles.every(isRole) || !('Roles' in document)) return undefined;
  // An instance profile holds its roles too, but not all roles.
  if ('InstanceProfileName' in document) return undefined;
  const found = roles.map(roleOf);
  return isLastPage(document) ? listing(found, { type: role, api: 'iam:ListRoles' }) : objects(found);
}

const isRole = (it: Json): boolean => /:role\//.test(textAt(it, 'Arn') ?? '') && textAt(it, 'RoleName') !== undefined;

function roleOf(config: Json): Found {
  const arn = textAt(config, 'Arn') ?? '';

  const name = textAt(config, 'RoleName') ?? arn;
  return { type: role, id: arn, name, ...created(config, 'CreateDate'), place: placeOfArn(arn), config };
}

/** What `GetPolicy` and `ListPolicies` answer has no document: taken for a policy, it would grant nothing. */
const hasVersions = (it: Json): boolean => isListOfObjects(it['PolicyVersionList']);

function policyOf(config: Json): Found {
  const arn = textAt(config, 'Arn') ?? '';

  const name = textAt(config, 'PolicyName') ?? arn;
  const place = arn.includes('::aws:') ? {} : placeOfArn(arn);
  return { type: policy, id: arn, name, ...created(config, 'CreateDate'), place, config };
}

function providersOf(document: Json): Recognised | undefined {
  const listed = document['OpenIDConnectProviderList'];
  if (isListOfObjects(listed)) {
    const names = listed.flatMap((it) => {
      const arn = textAt(it, 'Arn');
      const address = () => ({ at: arn ?? '', exact: true });
      return arn === undefined ? [] : [{ name: arn.replace(/^.*:oidc-provider\//, ''), address }];
    });
    return listing([], { type: oidcProvider, api: 'iam:ListOpenIDConnectProviders', names });
  }
  const url = textAt(document, 'Url');
  if (url === undefined || !('ClientIDList' in document || 'ThumbprintList' in document)) return undefined;
  const config = document;
  const name = url.replace(/^https:\/\//, '');

  const id = arnOf('iam', {}, `oidc-provider/${name}`);
  return objects([{ type: oidcProvider, id, name, ...created(config, 'CreateDate'), place: {}, config }]);
}

const isLastPage = (document: Json): boolean =>
  document['IsTruncated'] !== true && textAt(document, 'NextToken') === undefined;
