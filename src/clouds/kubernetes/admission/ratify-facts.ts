import { defineFact, type Unknown } from '#model';
import { isUnread, unknown } from '#rule';
import { imageVerifyingKind } from '../gatekeeper-constraint/known-kinds.ts';
import { gatekeeperConstraint } from '../gatekeeper-constraint/resource.ts';
import { namespace } from '../namespace/resource.ts';
import { gatekeeperAsked } from './gatekeeper-facts.ts';
import { inForceFor, isRefusing, kindOfConstraint } from './gatekeeper-match.ts';

/** The constraints by which Ratify verifies the images of a namespace, and what was not read of them. */
interface RatifyConstraints {
  readonly known: readonly { readonly by: string; readonly does: 'refuses' | 'reports' }[];
  readonly unread?: Unknown | undefined;
}

/**
 * The constraints of Gatekeeper by which Ratify verifies images in a namespace, of the kind that its documents give. Where
 * there are none, something else may ask it.
 * Source: https://ratify.dev/docs/quickstarts/quickstart-manual
 */
export const ratifyConstraints = defineFact({
  name: 'k8s.ratify-constraints',
  of: namespace,
  uses: [gatekeeperAsked, gatekeeperConstraint],
  work(it, { fact, list }): RatifyConstraints {
    const asked = fact(gatekeeperAsked, it);
    if (isUnread(asked)) return { known: [], unread: asked };
    const { items, unread } = list(gatekeeperConstraint);
    const answers = (asked ? items : [])
      .filter((one) => kindOfConstraint(one) === imageVerifyingKind)
      .map((one) => ({ one, inForce: inForceFor(it, one) }));
    const known = answers
      .filter(({ inForce }) => typeof inForce === 'string')
      .map(({ one: { name, config } }) => ({
        by: `the constraint ${name} of Ratify`,
        does: isRefusing(config) ? ('refuses' as const) : ('reports' as const),
      }));
    const unsure = unread ?? answers.map(({ inForce }) => inForce).find(isUnread);
    return { known, unread: unsure ?? (known.length === 0 ? elsewhere : undefined) };
  },
});

const elsewhere = unknown('outside', 'Ratify is installed; what it refuses is not read.');
