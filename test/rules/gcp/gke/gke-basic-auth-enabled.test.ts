import rule from '#rules/gcp/gke/gke-basic-auth-enabled';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

type Auth = NonNullable<Parameters<typeof gkeWith>[0]>['masterAuth'];
const of = (masterAuth: Auth, currentMasterVersion: string | undefined = '1.18.20-gke.901') =>
  gkeWith({ masterAuth, currentMasterVersion });
const named = 'A static user name and password open the API.';
const gone = 'Kubernetes 1.19 and later have no static passwords';

testRule(rule, {
  pass: {
    'an empty name before 1.19': { on: of({ username: '' }) },
    'no name before 1.19': { on: of({}) },
    'minors are numbers: 1.9 is before 1.19': { on: of({}, '1.9.7-gke.11') },
  },
  fail: {
    'a name': { on: of({ username: 'admin' }), message: named },
    'a password without a name': { on: of({ password: 'set' }), message: 'A static password opens the API.' },
    'a name on 1.19 and later is a stale answer, and bad': {
      on: of({ username: 'admin' }, '1.33.5-gke.1080000'),
      message: named,
    },
  },
  unknown: {
    'no answer about it before 1.19': {
      on: of(undefined),
      reason: 'field-missing',
      message: 'The answer has no masterAuth.',
    },
    'no version': {
      on: gkeWith({ masterAuth: {} }),
      reason: 'field-missing',
      message: 'The answer has no currentMasterVersion.',
    },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
  notApplicable: {
    'both empty on 1.19': { on: of({}, '1.19.1-gke.1'), message: gone },
    'both empty later': { on: of({ username: '', password: '' }, '1.33.5-gke.1080000'), message: gone },
  },
});
