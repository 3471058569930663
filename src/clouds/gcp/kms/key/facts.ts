import { daysBetween } from '#lib/time';
import { fieldMissing, isUnread, notApplicable, type Instant, type NotApplicable, type Unknown } from '#rule';
import { nameOf } from '../../gke/cluster/seen-facts.ts';
import type { kmsKey } from './resource.ts';

type Key = typeof kmsKey.config;

/**
 * Why nobody asks whether a key is rotated: only keys that encrypt and decrypt, and that encrypt now, are.
 * Source: https://cloud.google.com/kms/docs/key-rotation
 */
export function whyNotAsked({ purpose, primary }: Key): NotApplicable | Unknown | undefined {
  const use = nameOf(purpose, 'purpose');
  if (isUnread(use)) return use;
  if (use === '') return fieldMissing('purpose');
  if (use !== 'ENCRYPT_DECRYPT') return notApplicable(`the key is for ${use}`);
  if (!primary) return notApplicable('the key has no primary version');
  const state = nameOf(primary.state, 'primary.state');
  if (isUnread(state)) return state;
  if (state === '') return fieldMissing('primary.state');
  return state === 'ENABLED' ? undefined : notApplicable(`its primary version is ${state}`);
}

const external = ['EXTERNAL', 'EXTERNAL_VPC'];

/**
 * Why Cloud KMS cannot rotate a key by itself: it does not make the material. Without a protection level a key is of
 * software.
 * Source: https://cloud.google.com/kms/docs/key-rotation#automatic_rotation
 */
export function whyByHand({ importOnly, versionTemplate, primary }: Key): string | Unknown | undefined {
  if (importOnly === true) return 'its material is imported';
  const template = nameOf(versionTemplate?.protectionLevel, 'versionTemplate.protectionLevel');
  if (isUnread(template)) return template;
  const level = nameOf(primary?.protectionLevel, 'primary.protectionLevel');
  if (isUnread(level)) return level;
  const outside = [level, template].find((it) => external.includes(it));
  return outside === undefined ? undefined : `its protection level is ${outside}`;
}

/** Whether somebody has rotated the key: its primary is not the version that it began with. */
export const isRotated = ({ primary }: Key): boolean =>
  /\/cryptoKeyVersions\/(?:[2-9]|\d{2,})$/.test(primary?.name ?? '');

/** How many days ago the primary version of a key was made. */
export function primaryDays({ primary }: Key, at: Instant): number | Unknown {
  const days = primary?.createTime ? daysBetween(primary.createTime, at) : undefined;
  return days ?? fieldMissing('primary.createTime');
}
