import type { Type } from '#model';
import { isListOfObjects, isObject, textAt, type Json } from '../../json.ts';
import { objects, type Hints, type NotJudged, type Recognised } from '../../recogniser.ts';
import { armId } from '../address.ts';
import { trustedAccessRoles } from '../aks/trusted-access-roles/resource.ts';
import { trustedAccess } from '../aks/trusted-access/resource.ts';
import { federatedCredentials } from '../identity/federated-credentials/resource.ts';
import { storedOf } from '../private-parts.ts';
import { sdkShape } from './flatten.ts';

/** What stands in a list at the address of which the type is one object, by the end of that address. */
const kinds: readonly { readonly type: Type; readonly at: RegExp; readonly shaped: (entry: Json) => Json }[] = [
  {
    type: federatedCredentials,
    at: /\/providers\/microsoft\.managedidentity\/userassignedidentities\/([^/]+)\/federatedidentitycredentials$/,
    shaped: (it) => picked(sdkShape(it), ['name', 'issuer', 'subject', 'audiences']),
  },
  {
    type: trustedAccess,
    at: /\/providers\/microsoft\.containerservice\/managedclusters\/([^/]+)\/trustedaccessrolebindings$/,
    shaped: (it) => picked(sdkShape(it), ['name', 'provisioningState', 'sourceResourceId', 'roles']),
  },
  {
    type: trustedAccessRoles,
    at: /\/providers\/microsoft\.containerservice\/locations\/([^/]+)\/trustedaccessroles$/,
    shaped: sdkShape,
  },
];

/** The types that are found here. */
export const partTypes: readonly Type[] = kinds.map(({ type }) => type);

/**
 * Whom an identity or a cluster trusts, and what a location offers for that: what the Resource Manager answers, and what
 * `az identity federated-credential list` and `az aks trustedaccess rolebinding list` print. Each is one object with all
 * that is in the list, so that a page of several or a single entry is none. What a location offers names no location:
 * only the request does.
 */
export function partsOf(document: unknown, { url }: Hints): Recognised | NotJudged | undefined {
  const entries = isObject(document) ? document['value'] : document;
  if (!isListOfObjects(entries)) return undefined;
  const asked = armId(url?.replace(/^[a-z]+:\/\/[^/]+|[?#].*$/g, '') ?? '');
  const [place = '', ...others] = new Set(entries.map((it) => listPathOf(it, asked)));
  const id = entries.length === 0 ? asked : place;
  const kind = kinds.find(({ at }) => at.test(id));
  if (!kind || others.length > 0) return undefined;
  if (textAt(document, 'nextLink') !== undefined) return { notJudged: `a page of Azure ${kind.type.name}` };
  const name = kind.at.exec(id)?.[1] ?? id;
  const config = storedOf({ value: entries.map(kind.shaped) });
  return objects([{ type: kind.type, id, name, place: { account: id.split('/')[2] ?? '' }, config }]);
}

/** The path of the list that an entry is in. */
function listPathOf(entry: Json, asked: string): string {
  const id = textAt(entry, 'id');
  return id === undefined ? asked : armId(id.replace(/^(?!\/)/, '/').replace(/\/[^/]*$/, ''));
}

const picked = (it: Json, keys: readonly string[]): Json =>
  Object.fromEntries(Object.entries(it).filter(([key]) => keys.includes(key)));
