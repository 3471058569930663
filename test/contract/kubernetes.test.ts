import { kubernetesCases } from './kubernetes/cases.ts';
import { proveAll } from './prove-all.ts';

const escalation = 'asked for beside a write of a binding';

proveAll('a cluster', kubernetesCases, {
  scope: 'cluster',
  unseen: {
    'bind clusterroles.rbac.authorization.k8s.io': escalation,
    'bind roles.rbac.authorization.k8s.io': escalation,
  },
});
