import type { Unknown } from '#model';
import { isUnread, unknown } from '#rule';
import type { gkeCluster } from './resource.ts';
import { nameOf } from './seen-facts.ts';

type Cluster = typeof gkeCluster.config;

/** `without` is the field that says that no customer key encrypts; undefined where one does. */
export interface SecretsEncryption {
  readonly without?: 'state' | 'currentState';
}

const on = ['ENCRYPTED', 'ALL_OBJECTS_ENCRYPTION_ENABLED'];
const off = ['', 'UNKNOWN', 'DECRYPTED'];
const current = [
  ...['', 'CURRENT_STATE_UNSPECIFIED'],
  ...['CURRENT_STATE_ENCRYPTED', 'CURRENT_STATE_ALL_OBJECTS_ENCRYPTION_ENABLED'],
  ...['CURRENT_STATE_ENCRYPTION_PENDING', 'CURRENT_STATE_ALL_OBJECTS_ENCRYPTION_PENDING'],
];

/**
 * Whether a customer key encrypts what the control plane stores. A change of the key that is under way does not end it;
 * one that failed leaves it open.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters#DatabaseEncryption
 */
export function secretsEncryption({ databaseEncryption }: Cluster): SecretsEncryption | Unknown {
  const state = nameOf(databaseEncryption?.state, 'databaseEncryption.state');
  if (isUnread(state)) return state;
  const now = nameOf(databaseEncryption?.currentState, 'databaseEncryption.currentState');
  if (isUnread(now)) return now;
  if (now.endsWith('_ERROR')) return unknown('not-ready', `The last change of the encryption ended with ${now}.`);
  if (off.includes(state)) return { without: 'state' };
  if (now.includes('_DECRYPT')) return { without: 'currentState' };
  if (on.includes(state) && current.includes(now)) return {};
  return unknown('malformed', `The encryption is in a state that is not known here: ${state} ${now}.`);
}

/** Whether a key of Cloud KMS is where GKE takes it for a cluster: in its region, or in no region. */
export function isNearCluster(key: string, { location }: Cluster): boolean {
  const at = /^projects\/[^/]+\/locations\/([^/]+)\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/.exec(key)?.[1];
  return at === 'global' || (at !== undefined && at === (location ?? '').replace(/-[a-z]$/, ''));
}
