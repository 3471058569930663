import type { SimReply } from '../json-server.ts';
import { objectAt, parseObject, textAt, type JsonObject } from '../json.ts';
import { page } from './paging.ts';
import { badBody, resourceNotFound } from './refuse.ts';
import type { ArmRequest, Route } from './routes.ts';

const apiVersion = '2024-11-30';
const type = 'Microsoft.ManagedIdentity/userAssignedIdentities';
const identity = `/subscriptions/{subscription}/resourceGroups/{group}/providers/${type}/{name}`;
const credentials = `${identity}/federatedIdentityCredentials`;

/**
 * User-assigned identities and whom they trust.
 * @see https://learn.microsoft.com/rest/api/managedidentity/federated-identity-credentials
 */
export const identityRoutes: readonly Route[] = [
  route('userAssignedIdentities.listBySubscription', 'GET', `/subscriptions/{subscription}/providers/${type}`, (it) =>
    page(it, it.subscription?.identities ?? []),
  ),
  route('federatedIdentityCredentials.list', 'GET', credentials, (it) =>
    ofIdentity(it, (id) => page(it, credentialsOf(it, id))),
  ),
  route('federatedIdentityCredentials.createOrUpdate', 'PUT', `${credentials}/{credential}`, (it) =>
    ofIdentity(it, (id) => putCredential(it, id)),
  ),
  route('federatedIdentityCredentials.delete', 'DELETE', `${credentials}/{credential}`, (it) =>
    ofIdentity(it, (id) => deleteCredential(it, id)),
  ),
];

function route(operation: string, method: Route['method'], path: string, answer: Route['answer']): Route {
  return { operation: `managedidentity:${operation}`, method, path, apiVersion, answer };
}

/** An identity is found by its id in any spelling. */
function ofIdentity(request: ArmRequest, answer: (id: string) => SimReply): SimReply {
  const { subscription, params } = request;
  const { group = '', name = '' } = params;
  const asked = `/subscriptions/${params['subscription'] ?? ''}/resourceGroups/${group}/providers/${type}/${name}`;
  const found = subscription?.identities.find((it) => textAt(it, 'id')?.toLowerCase() === asked.toLowerCase());
  return found ? answer(textAt(found, 'id') ?? '') : resourceNotFound(type, name, group);
}

const credentialsOf = ({ subscription }: ArmRequest, identity: string): readonly JsonObject[] =>
  (subscription?.federatedCredentials ?? []).filter((it) =>
    textAt(it, 'id')?.toLowerCase().startsWith(`${identity.toLowerCase()}/`),
  );

const isAsked = ({ params }: ArmRequest, it: JsonObject): boolean =>
  textAt(it, 'name')?.toLowerCase() === params['credential']?.toLowerCase();

/** Replaces a credential as a whole, or makes it. Issuer, subject and one audience have to be there. */
function putCredential(request: ArmRequest, identity: string): SimReply {
  const { subscription, params } = request;
  const properties = objectAt(parseObject(request.request.body) ?? {}, 'properties');
  const { audiences } = properties;
  if (!textAt(properties, 'issuer') || !textAt(properties, 'subject') || !Array.isArray(audiences) || !audiences[0])
    return badBody('A federated identity credential takes issuer, subject and audiences.');
  const name = params['credential'] ?? '';
  const id = `${identity}/federatedIdentityCredentials/${name}`;
  const body = { id, name, type: `${type}/federatedIdentityCredentials`, properties };
  const own = credentialsOf(request, identity);
  const stood = own.find((it) => isAsked(request, it));
  if (subscription)
    subscription.federatedCredentials = stood
      ? subscription.federatedCredentials.map((it) => (it === stood ? body : it))
      : [...subscription.federatedCredentials, body];
  return { status: stood ? 200 : 201, body };
}

function deleteCredential(request: ArmRequest, identity: string): SimReply {
  const { subscription } = request;
  const stood = credentialsOf(request, identity).find((it) => isAsked(request, it));
  if (!stood || !subscription) return { status: 204 };
  subscription.federatedCredentials = subscription.federatedCredentials.filter((it) => it !== stood);
  return { status: 200 };
}
