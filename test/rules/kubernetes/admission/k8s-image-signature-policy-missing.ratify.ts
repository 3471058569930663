import { gatekeeperConstraint } from '#clouds/kubernetes/gatekeeper-constraint/resource';
import { constraintWith, gatekeeperConfigWith, gatekeeperHooks } from '../../../support/kubernetes/gatekeeper.ts';
import { namespaceWith } from '../../../support/kubernetes/objects.ts';
import { apiServing } from '../../../support/kubernetes/webhooks.ts';

const shop = namespaceWith('shop');
const withRatify = apiServing(['config.ratify.deislabs.io', 'constraints.gatekeeper.sh']);
const ratify = (spec: Parameters<typeof constraintWith>[0], kind = 'ratifyverification') => ({
  on: withRatify,
  beside: [shop, gatekeeperHooks(), constraintWith(spec, { kind })],
});
/** What constraints of Ratify refuse, and where they only look so. */
export const ratifyCases = {
  pass: {
    'a constraint of Ratify that denies': {
      ...ratify({}),
      message: 'Images are verified by the constraint strict of Ratify.',
    },
  },
  fail: {
    'a constraint of Ratify that only reports': {
      ...ratify({ enforcementAction: 'dryrun' }),
      message: 'Images without a signature are let in: the constraint strict of Ratify only reports them.',
      grade: 'low',
    },
  },
  unknown: {
    Ratify: {
      on: apiServing(['config.ratify.deislabs.io']),
      beside: [shop],
      reason: 'outside',
      message: 'Ratify is installed; what it refuses is not read.',
    },
    'Ratify without a constraint that is known': {
      ...ratify({}, 'ourverification'),
      reason: 'outside',
      message: 'Ratify is installed; what it refuses is not read.',
    },
    'a constraint of Ratify for some pods': {
      ...ratify({ match: { labelSelector: { matchLabels: { app: 'a' } } } }),
      reason: 'not-ready',
    },
    'a constraint of Ratify where Gatekeeper leaves the namespace out': {
      on: withRatify,
      beside: [...ratify({}).beside, gatekeeperConfigWith(['shop'])],
      reason: 'outside',
    },
    'constraints of Ratify that were not read': {
      ...ratify({}),
      hidden: [gatekeeperConstraint],
      reason: 'denied',
    },
  },
} as const;
