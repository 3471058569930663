import { granted, ofSystem } from '../../../support/kubernetes/admins.ts';
import { bindingWith, clusterBindingWith } from '../../../support/kubernetes/rbac.ts';

/** Bindings to nobody in particular, which are for rules of their own. */
export const crowds = {
  fail: {
    'somebody with a name beside everybody': {
      on: clusterBindingWith('ops', ['Group:system:authenticated', 'User:jo', 'User:system:anonymous']),
      message: granted('User:jo'),
    },
    'somebody with a name in the bootstrap binding': {
      on: clusterBindingWith('cluster-admin', ['Group:system:masters', 'Group:system:authenticated', 'User:jo']),
      message: granted('User:jo'),
    },
  },
  notApplicable: {
    'anonymous callers': { on: clusterBindingWith('ops', ['User:system:anonymous']), message: ofSystem },
    'all who are not authenticated': {
      on: clusterBindingWith('ops', ['Group:system:unauthenticated']),
      message: ofSystem,
    },
    'all who are authenticated': { on: bindingWith('ops', ['Group:system:authenticated']), message: ofSystem },
    'all service accounts': { on: clusterBindingWith('ops', ['Group:system:serviceaccounts']), message: ofSystem },
  },
};
