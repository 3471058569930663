import { isListOfObjects, isObject, textAt, type Json } from '../../json.ts';
import { listing, objects, type Found, type Hints, type NotJudged, type Recognised } from '../../recogniser.ts';
import { assignmentAddress, roleAssignment } from '../authorization/role-assignment/resource.ts';
import { definitionAddress, roleDefinition } from '../authorization/role-definition/resource.ts';
import { storedOf } from '../private-parts.ts';
import { sdkShape } from './flatten.ts';

/** The types that are found here, and their addresses in a subscription. */
const kinds = [
  { type: roleAssignment, kind: 'roleassignments', address: assignmentAddress },
  { type: roleDefinition, kind: 'roledefinitions', address: definitionAddress },
] as const;

/**
 * Role assignments and roles, as the Resource Manager answers them and as `az role assignment list` and
 * `az role definition list` print them. What is inherited names no subscription: that of the request holds it, or that
 * of the others in the list. Only a request without a filter is known to ask for all; `az` asks for some unless told.
 */
export function rolesIn(document: unknown, { url = '' }: Hints): Recognised | NotJudged | undefined {
  const entries = entriesOf(document);
  const kind = kinds.find((it) => entries.length > 0 && entries.every((one) => isOf(it.kind, one)));
  if (!kind) return undefined;
  const asked = /\/subscriptions\/([^/?]+)/i.exec(url)?.[1];
  const told = entries.flatMap((it) => /^\/subscriptions\/([^/]+)/i.exec(textAt(it, 'id') ?? '')?.[1] ?? []);
  const account = asked ?? told[0];
  if (account === undefined) return { notJudged: `Azure ${kind.kind} of a subscription that is not named` };
  const found = entries.map((entry): Found => {
    const config = storedOf(sdkShape(entry));
    const id = kind.address(account, textAt(entry, 'id') ?? '');
    const name = textAt(config, 'roleName') ?? textAt(config, 'name') ?? id;
    return { type: kind.type, id, name, place: { account }, config };
  });
  const isWhole = new RegExp(`^[^?]*/subscriptions/[^/]+/providers/[^/]+/${kind.kind}(?:[?]|$)`, 'i').test(url);
  const isPart = /[?&](?:\$|%24)filter=/i.test(url) || textAt(document, 'nextLink') !== undefined;
  const api = kind.type.reads[0] ?? kind.type.name;
  return isWhole && !isPart ? listing(found, { type: kind.type, api }) : objects(found);
}

function entriesOf(document: unknown): readonly Json[] {
  if (isListOfObjects(document)) return document;
  if (!isObject(document)) return [];
  const { value } = document;
  return isListOfObjects(value) ? value : [document];
}

const isOf = (kind: string, entry: Json): boolean =>
  new RegExp(`/providers/microsoft\\.authorization/${kind}/[^/]+$`, 'i').test(textAt(entry, 'id') ?? '');
