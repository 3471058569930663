import type { Actor } from '#engine/people/access';
import type { AnyRule } from '#engine/any-rule';
import type { Access, Policy } from '#model';
import type { ActDesk } from './desk.ts';

/** Whoever acts, with what counts at this moment. */
export interface Scene {
  readonly desk: ActDesk;
  readonly actor: Actor;
  readonly policy: Policy;
  readonly access: Access;
  readonly rules: readonly AnyRule[];
}
