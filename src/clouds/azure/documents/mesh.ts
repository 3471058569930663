import { isObject, textAt, type Json } from '../../json.ts';
import { objects, type Recognised } from '../../recogniser.ts';
import { armId } from '../address.ts';
import { meshRevisions } from '../aks/mesh-revisions/resource.ts';
import { storedOf } from '../private-parts.ts';

/**
 * The revisions of Istio in a location, as the Resource Manager answers them. What `az aks mesh get-revisions` prints
 * names no location.
 */
export function meshOf(document: Json): Recognised | undefined {
  const id = armId(textAt(document, 'id') ?? '');
  const [, account, name] =
    /^\/subscriptions\/([^/]+)\/providers\/microsoft\.containerservice\/locations\/([^/]+)\/meshrevisionprofiles\/istio$/.exec(
      id,
    ) ?? [];
  if (account === undefined || name === undefined || !isObject(document['properties'])) return undefined;
  return objects([{ type: meshRevisions, id, name, place: { account }, config: storedOf(document) }]);
}
