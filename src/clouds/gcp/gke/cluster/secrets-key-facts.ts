import { isUnread, unknown, type Evidence, type Unknown } from '#rule';
import { nameOf, seenAt } from './seen-facts.ts';
import type { gkeCluster } from './resource.ts';

type Cluster = typeof gkeCluster.config;

/** What GKE itself says about the keys that encrypt secrets. */
export interface KeyTrouble {
  /** Whether it is in trouble now, or was so in the last change alone. */
  readonly isNow: boolean;
  readonly words: string;
  readonly seen: readonly Evidence[];
}

const codes = ['CLOUD_KMS_KEY_ERROR', 'CLOUD_KMS_KEY_DESTROYED'];

/**
 * The trouble with keys that GKE reports for a cluster; unknown for a condition about keys that has no code any more, which
 * nothing but its words tells.
 * Source: google/container/v1/cluster_service.proto, StatusCondition and DatabaseEncryption
 */
export function keyTrouble(config: Cluster): KeyTrouble | Unknown | undefined {
  const { conditions, databaseEncryption } = config;
  const told = (conditions ?? []).map(({ code, message }, i) => ({ code: String(code ?? ''), message, i }));
  const coded = told.find(({ code }) => codes.includes(code));
  if (coded) {
    const seen = seenAt(config, `conditions[${coded.i}]`);
    return { isNow: true, words: `GKE reports ${coded.code}`, seen: [seen] };
  }
  const now = nameOf(databaseEncryption?.currentState, 'databaseEncryption.currentState');
  if (typeof now !== 'string') return now;
  if (now.endsWith('_ERROR')) {
    const seen = seenAt(config, 'databaseEncryption.currentState');
    return { isNow: true, words: `the encryption of secrets is in ${now}`, seen: [seen] };
  }
  const spoken = told.find(({ code, message }) => ['', 'UNKNOWN'].includes(code) && /\bKMS\b/.test(message ?? ''));
  if (spoken) return unknown('not-ready', `A condition of the cluster says: ${spoken.message ?? ''}`);
  const errors = databaseEncryption?.lastOperationErrors ?? [];
  if (errors.length === 0) return undefined;
  const named = [...new Set(errors.flatMap(({ keyName }) => keyName || []))];
  const words = `the last change of the encryption met errors of ${named.length > 0 ? named.join(', ') : 'a key'}`;
  return { isNow: false, words, seen: [seenAt(config, 'databaseEncryption.lastOperationErrors')] };
}

/**
 * Whether secrets need a key to be read: `state` is what was asked for, and what is stored may be encrypted for long after
 * its encryption was turned off.
 * Source: google/container/v1/cluster_service.proto, DatabaseEncryption
 */
export function needsKey(config: Cluster): boolean | Unknown {
  const { databaseEncryption } = config;
  const state = nameOf(databaseEncryption?.state, 'databaseEncryption.state');
  if (isUnread(state)) return state;
  if (!['', 'UNKNOWN', 'DECRYPTED'].includes(state)) return true;
  const now = nameOf(databaseEncryption?.currentState, 'databaseEncryption.currentState');
  if (isUnread(now)) return now;
  if (!['', 'CURRENT_STATE_UNSPECIFIED', 'CURRENT_STATE_DECRYPTED'].includes(now)) return true;
  return state === 'DECRYPTED' ? (databaseEncryption?.decryptionKeys ?? []).length > 0 : keysInUse(config).length > 0;
}

/** A key that what is stored is encrypted with. */
export interface KeyInUse {
  readonly key: string;
  /** The full name of the one version that is named, if any. */
  readonly version: string | undefined;
}

/** The keys that what is stored is encrypted with, each once: the one for new objects is first. */
export function keysInUse({ databaseEncryption: it }: Cluster): readonly KeyInUse[] {
  const named = [it?.keyName, ...(it?.decryptionKeys ?? [])].flatMap((key) => key || []);
  return [...new Set(named)].map((name) => {
    const key = name.replace(/\/cryptoKeyVersions\/[^/]+$/, '');
    return { key, version: key === name ? undefined : name };
  });
}

/** Whether a version of a key in a state cannot be used until somebody acts, or for ever. */
export const isDead = (state: string): boolean => dead.has(state) || state.endsWith('_FAILED');

const dead = new Set(['DISABLED', 'DESTROY_SCHEDULED', 'DESTROYED', 'PENDING_EXTERNAL_DESTRUCTION']);
