import { granted } from '../../../support/kubernetes/admins.ts';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { bindingWith, clusterBindingWith } from '../../../support/kubernetes/rbac.ts';
import type { testRule } from '../../../support/test-rule.ts';

type Fails = Parameters<typeof testRule>[1]['fail'];

const anonymous = 'everybody who shows no credentials (User:system:anonymous)';
const unauthenticated = 'everybody who shows no credentials (Group:system:unauthenticated)';
const authenticated = 'everybody who is authenticated (Group:system:authenticated)';
const accounts = 'everybody who holds the token of a service account (Group:system:serviceaccounts)';

/** Bindings to nobody in particular. */
export const crowds = {
  'anonymous callers': {
    on: clusterBindingWith('ops', ['User:system:anonymous']),
    message: granted(anonymous),
    key: 'User:system:anonymous',
    grade: 'critical',
  },
  'all who are not authenticated': {
    on: clusterBindingWith('ops', ['Group:system:unauthenticated']),
    message: granted(unauthenticated),
    key: 'Group:system:unauthenticated',
    grade: 'critical',
  },
  'all who are authenticated': {
    on: clusterBindingWith('ops', ['Group:system:authenticated']),
    message: granted(authenticated),
    key: 'Group:system:authenticated',
    grade: 'critical',
  },
  'all service accounts': {
    on: clusterBindingWith('ops', ['Group:system:serviceaccounts']),
    message: granted(accounts),
    key: 'Group:system:serviceaccounts',
    grade: 'critical',
  },
  'everybody in files, which hold no pods': {
    on: clusterBindingWith('ops', ['Group:system:authenticated'], { cluster: clusters.files }),
    folder: 'shop',
    message: granted(authenticated),
    key: 'Group:system:authenticated',
    grade: 'critical',
  },
  'everybody in the bootstrap binding': {
    on: clusterBindingWith('cluster-admin', ['Group:system:masters', 'Group:system:authenticated']),
    message: granted(authenticated),
    key: 'Group:system:authenticated',
    grade: 'critical',
  },
  'each kind of everybody is a finding of its own, and so are those with a name': {
    on: clusterBindingWith('ops', [
      'Group:system:authenticated',
      'User:jo',
      'User:system:anonymous',
      'Group:system:authenticated',
    ]),
    message: granted(authenticated),
    key: 'Group:system:authenticated',
    grade: 'critical',
    also: [granted(anonymous), granted('User:jo')],
  },
  'anonymous callers in a namespace': {
    on: bindingWith('ops', ['User:system:anonymous']),
    message: `Full rights on the namespace shop are granted to ${anonymous}.`,
    key: 'User:system:anonymous',
    grade: 'critical',
  },
  'all who are authenticated in a namespace': {
    on: bindingWith('ops', ['Group:system:authenticated']),
    message: `Full rights on the namespace shop are granted to ${authenticated}.`,
    key: 'Group:system:authenticated',
    grade: 'medium',
  },
} satisfies Fails;
