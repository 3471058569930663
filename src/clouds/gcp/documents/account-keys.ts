import { isListOfObjects, isObject, textAt, type Json } from '../../json.ts';
import { objects, type Hints, type Recognised } from '../../recogniser.ts';
import {
  accountOfKeys,
  keysOfAccount,
  serviceAccountKeys,
  type ServiceAccountKey,
} from '../iam/service-account-keys/resource.ts';
import type { Read } from './refusal.ts';

/** What a recorded refusal of the list is about. */
export const accountKeysRead: Read = { type: serviceAccountKeys, service: 'iam', collection: 'keys' };

/**
 * The keys of a service account, as `gcloud iam service-accounts keys list` and `keys.list` of IAM print them. An answer
 * without keys says nothing of whom it is about but by its request.
 */
export function accountKeysOf(document: unknown, { url = '', status = 200 }: Hints): Recognised | undefined {
  const asked = /iam\.googleapis\.com\/v1\/projects\/([^/]+)\/serviceAccounts\/([^/?]+)\/keys(?:\?|$)/.exec(
    url.replace('%40', '@'),
  );
  const entries = Array.isArray(document) ? document : isObject(document) ? (document['keys'] ?? []) : undefined;
  if (!isListOfObjects(entries)) return undefined;
  if (entries.length === 0) {
    const [, project, account] = asked ?? [];
    const isAnswer = status < 300 && isObject(document) && !('error' in document);
    return isAnswer && project !== undefined && account !== undefined ? foundAt(project, account, []) : undefined;
  }
  const [first, ...others] = new Set(entries.map((it) => named.exec(textAt(it, 'name') ?? '')?.[1]));
  const [project, account] = first?.split('/serviceAccounts/') ?? [];
  if (project === undefined || account === undefined || others.length > 0) return undefined;
  return foundAt(project, account, entries);
}

const named = /^projects\/([^/]+\/serviceAccounts\/[^/]+)\/keys\/[^/]+$/;

function foundAt(project: string, account: string, entries: readonly Json[]): Recognised {
  const id = keysOfAccount(project, account);
  const config = entries.length > 0 ? { keys: entries.map(keptOf) } : {};
  return objects([{ type: serviceAccountKeys, id, name: accountOfKeys(id), place: { account: project }, config }]);
}

/** Of a file that somebody keeps a key in, the key is left out. */
function keptOf({ privateKeyData: _private, publicKeyData: _public, ...rest }: Json): Json & ServiceAccountKey {
  return rest;
}
