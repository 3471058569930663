import { daysBetween, formatDate } from '#lib/time';
import type { Found, ResourceOf, Unknown } from '#model';
import { isUnread, unknown, type Evidence, type Instant } from '#rule';
import type { vaultKey } from '../key/resource.ts';
import type { keyVault } from './resource.ts';

/** What is wrong with a vault or a key that a cluster lives by. */
export interface Weakness {
  /** `purge protection is off`. */
  readonly words: string;
  /** Whether it is only that any network reaches the vault. */
  readonly isOpenness: boolean;
  readonly seen: Evidence;
}

/**
 * What is wrong with a vault. Purge protection is off where the answer does not hold it; soft delete is on unless it says
 * otherwise; without network rules every network is let in unless public access is off.
 * Sources: https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/get,
 * https://learn.microsoft.com/azure/private-link/network-security-perimeter-concepts
 */
export function vaultWeaknesses({ id, name, config }: ResourceOf<typeof keyVault>): readonly (Weakness | Unknown)[] {
  const { enablePurgeProtection, enableSoftDelete, publicNetworkAccess, networkAcls } = config;
  const weak: (Weakness | Unknown)[] = [];
  if (enablePurgeProtection !== true)
    weak.push({
      words: 'purge protection is off',
      isOpenness: false,
      seen: seenAt(id, 'enablePurgeProtection', enablePurgeProtection, true),
    });
  if (enableSoftDelete === false)
    weak.push({
      words: 'soft delete is off',
      isOpenness: false,
      seen: seenAt(id, 'enableSoftDelete', enableSoftDelete, true),
    });
  // What a perimeter lets in goes before the network rules of the vault.
  const access = publicNetworkAccess?.toLowerCase();
  if (access === 'securedbyperimeter')
    return [...weak, unknown('outside', `What the network perimeter of ${name} lets in is not read.`)];
  if (access !== 'disabled' && networkAcls?.defaultAction?.toLowerCase() !== 'deny')
    weak.push({
      words: 'every network reaches it',
      isOpenness: true,
      seen: seenAt(id, 'networkAcls', networkAcls, { defaultAction: 'Deny' }),
    });
  return weak;
}

/** What is wrong with a key, days before it ends; undefined where nothing is. */
export function keyWeakness(
  key: Found<ResourceOf<typeof vaultKey>>,
  { at, days }: { readonly at: Instant; readonly days: number },
): Weakness | Unknown | undefined {
  if (isUnread(key)) return key;
  if (key === 'absent') return unknown('outside', 'The key is in no subscription whose clusters name it.');
  const { enabled, exp } = key.config.attributes ?? {};
  if (enabled === false)
    return {
      words: `the key ${key.name} is disabled`,
      isOpenness: false,
      seen: seenAt(key.id, 'attributes.enabled', false, true),
    };
  if (enabled === undefined) return unknown('field-missing', `The answer has no attributes.enabled of ${key.name}.`);
  if (exp === undefined) return undefined;
  const ends = new Date(exp * 1000).toISOString();
  const left = daysBetween(at, ends);
  if (left !== undefined && left > days) return undefined;
  return {
    words: `the key ${key.name} ${ends <= at ? 'ended' : 'ends'} on ${formatDate(ends)}`,
    isOpenness: false,
    seen: { at: `${key.id}#attributes.exp`, actual: exp },
  };
}

const seenAt = (id: string, path: string, actual: unknown, expected: unknown): Evidence =>
  actual === undefined
    ? { at: `${id}#`, actual: `no ${path}`, expected: { [path]: expected } }
    : { at: `${id}#${path}`, actual, expected };
