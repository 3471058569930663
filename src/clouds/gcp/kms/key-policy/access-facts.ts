import { defineFact } from '#model';
import { isUnread, unknown, type Evidence, type Unknown } from '#rule';
import { grantsIn, isAnyone } from '../../resource-manager/project-policy/grant-facts.ts';
import { kmsKey } from '../key/resource.ts';
import { keyPolicy, keyPolicyOf, ringOf } from './resource.ts';

/** A role that stands open to anyone, and where it is given. */
export interface OpenKey {
  readonly member: string;
  readonly role: string;
  readonly on: 'key' | 'key ring';
  readonly seen: Evidence;
}

/**
 * What anyone may do with a key by its own policy and by that of its key ring, under a condition or not. Those of projects
 * and above are not looked at.
 * Source: https://cloud.google.com/kms/docs/iam
 */
export const openKey = defineFact({
  name: 'gcp.open-key',
  of: kmsKey,
  uses: [keyPolicy],
  work({ id }, { find }): readonly (OpenKey | Unknown)[] {
    const places = [
      { on: 'key', at: keyPolicyOf(id) },
      { on: 'key ring', at: keyPolicyOf(ringOf(id)) },
    ] as const;
    return places.flatMap(({ on, at }): readonly (OpenKey | Unknown)[] => {
      const policy = find(keyPolicy, at);
      if (isUnread(policy)) return [policy];
      if (policy === 'absent') return [unknown('not-found', `The policy of the ${on} was not found.`)];
      return grantsIn(policy.config).flatMap(({ member, role, seen }) =>
        isAnyone(member) ? [{ member, role, on, seen: { ...seen, at: `${at}#${seen.at}` } }] : [],
      );
    });
  },
});
