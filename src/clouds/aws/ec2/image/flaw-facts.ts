import { defineFact, type ResourceOf } from '#model';
import { fieldMissing, isUnread, unknown, type Evidence, type NotApplicable, type Unknown } from '#rule';
import { allowedImages } from '../allowed-images/resource.ts';
import { image } from './resource.ts';

/** What is wrong with an image, or with the setting that limits images; `what` names the image, its name or its owner. */
export interface ImageFlaw {
  readonly is: 'id' | 'name' | 'owner' | 'criteria' | 'setting' | 'lost' | 'gone';
  readonly what: string;
  /** Sets several flaws of one cluster apart. */
  readonly key?: string;
  readonly seen: Evidence | readonly Evidence[];
}

/** A flaw, none, or why it cannot be said. */
export type ImageAnswer = ImageFlaw | Unknown | NotApplicable | undefined;

/** That the account's allowed-images setting forbids an image; a setting that is off forbids none. */
export const criteriaFlaw = defineFact({
  name: 'ec2.criteria-flaw',
  of: image,
  uses: [allowedImages],
  work({ config: { ImageId = '', ImageAllowed } }, { list }): ImageFlaw | Unknown | undefined {
    const { items, unread } = list(allowedImages);
    const state = items[0]?.config.State;
    if (state === undefined) return unread ?? fieldMissing('State');
    if (state === 'disabled' || ImageAllowed === true) return undefined;
    if (ImageAllowed === undefined) return fieldMissing('ImageAllowed');
    return { is: 'criteria', what: ImageId, seen: { at: 'ImageAllowed', actual: false, expected: true } };
  },
});

/** That the account may launch every image. */
export function settingFlaw({ config: { State } }: ResourceOf<typeof allowedImages>): ImageFlaw | Unknown | undefined {
  if (State === undefined) return fieldMissing('State');
  return State === 'disabled' ? { is: 'setting', what: State, seen: { at: 'State', actual: State } } : undefined;
}

/** The lists that policy judges an image by. */
export interface ImageLists {
  readonly allowOwners: readonly string[];
  readonly denyIds: readonly string[];
  readonly denyNamePatterns: readonly string[];
}

/** Which list an image offends against; undefined for none. Denial wins over an allowed owner. */
export function listFlaw(
  it: ResourceOf<typeof image>,
  { allowOwners, denyIds, denyNamePatterns }: ImageLists,
): ImageFlaw | Unknown | undefined {
  const { ImageId = '', Name, OwnerId = '' } = it.config;
  if (denyIds.includes(ImageId)) return { is: 'id', what: ImageId, seen: { at: 'ImageId', actual: ImageId } };
  if (Name === undefined && denyNamePatterns.length > 0) return fieldMissing('Name');
  if (Name !== undefined && denyNamePatterns.some((pattern) => matchesPattern(Name, pattern)))
    return { is: 'name', what: Name, seen: { at: 'Name', actual: Name } };
  const owned = isOwnedByOneOf(it, allowOwners);
  if (isUnread(owned)) return owned;
  const seen = { at: 'OwnerId', actual: OwnerId, expected: allowOwners };
  return owned ? undefined : { is: 'owner', what: OwnerId, seen };
}

/** States in which nothing can be launched from an image again; one that is disabled can be enabled. */
const gone: readonly (string | undefined)[] = ['deregistered', 'invalid', 'failed', 'error'];

/** A flaw of an image, or, where none is known, that its state says that it no longer resolves. */
export function orGone({ config: { ImageId = '', State } }: ResourceOf<typeof image>, flaw: ImageAnswer): ImageAnswer {
  if (!gone.includes(State) || (flaw !== undefined && !isUnread(flaw))) return flaw;
  return { is: 'gone', what: ImageId, seen: { at: 'State', actual: State, expected: 'available' } };
}

/** Whether a name matches a pattern in which `*` stands for any text and `?` for one character; case counts. */
export function matchesPattern(name: string, pattern: string): boolean {
  let [at, star, from] = [0, -1, 0];
  let i = 0;
  while (i < name.length) {
    if (at < pattern.length && (pattern[at] === '?' || (pattern[at] === name[i] && pattern[at] !== '*'))) {
      at += 1;
      i += 1;
    } else if (pattern[at] === '*') {
      star = at;
      from = i;
      at += 1;
    } else if (star >= 0) {
      at = star + 1;
      from += 1;
      i = from;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

/** An owner is named by its account, by the alias of AWS and its partners, or as `self`, the account itself. */
function isOwnedByOneOf({ config, target }: ResourceOf<typeof image>, owners: readonly string[]): boolean | Unknown {
  const { OwnerId, ImageOwnerAlias = '' } = config;
  if (OwnerId === undefined) return fieldMissing('OwnerId');
  if (owners.includes(OwnerId) || owners.includes(ImageOwnerAlias)) return true;
  if (!owners.includes('self') || ImageOwnerAlias !== '') return false;
  const [, account] = /^aws:(\d{12}):/.exec(target) ?? [];
  if (account === undefined) return unknown('not-in-files', 'The files do not say whose account this is.');
  return account === OwnerId;
}
