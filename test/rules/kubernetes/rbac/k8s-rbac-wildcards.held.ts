import { clusters } from '../../../support/kubernetes/objects.ts';
import { agent } from '../../../support/kubernetes/admins.ts';
import {
  bindingWith,
  clusterBindingWith,
  clusterRoleWith,
  everything,
  roleWith,
} from '../../../support/kubernetes/rbac.ts';
import {
  allow,
  ops,
  upstream,
  toJo,
  toAgent,
  ofKubernetes,
  jo,
  nobody,
  bySystem,
  byKubernetes,
  reads,
  garbage,
  collects,
} from '../../../support/kubernetes/wildcards.ts';
import { clusterRoleBinding } from '#clouds/kubernetes/cluster-role-binding/resource';
import { cronJob } from '#clouds/kubernetes/cron-job/resource';
import { roleBinding } from '#clouds/kubernetes/role-binding/resource';

/** The cases of who holds a role, and of the roles that Kubernetes and its providers make. */
export const held = {
  fail: {
    'a role that no binding grants': {
      on: ops(allow(['*'], ['*'])),
      beside: [clusterBindingWith('other', ['User:jo'], { role: 'other' })],
      message: nobody('* * in core'),
      grade: 'low',
    },
    'a role that only a role of its name grants elsewhere': {
      on: roleWith('ops', [allow(['*'], ['*'])]),
      beside: [toJo, bindingWith('ops', ['User:jo'], { role: 'Role/ops', namespace: 'other' })],
      message: nobody('* * in core'),
      grade: 'low',
    },
    'a binding without subjects': {
      on: ops(allow(['*'], ['*'])),
      beside: [clusterBindingWith('ops', [], { role: 'ops' })],
      message: nobody('* * in core'),
      grade: 'low',
    },
    'full rights are the finding of the binding': {
      on: ops(allow(['*'], ['*']), everything),
      beside: [toJo],
      message: jo('* * in core', '* * in *'),
      grade: 'low',
    },
    'a role of a namespace by the name of cluster-admin': {
      on: roleWith('cluster-admin', [allow(['*'], ['*'])]),
      beside: [bindingWith('ops', ['User:jo'], { role: 'Role/cluster-admin' })],
      message: jo('* * in core'),
    },
    'the label of a role of Kubernetes on another role': {
      on: upstream('ops', collects),
      beside: [toJo],
      message: jo('delete, get, list, patch, update, watch * in *'),
    },
    'the name of a role of Kubernetes without its label': {
      on: clusterRoleWith(garbage, [collects]),
      message: nobody('delete, get, list, patch, update, watch * in *'),
      grade: 'low',
    },
    'a role of Kubernetes that somebody widened': {
      on: upstream(garbage, collects, allow(['*'], ['secrets'])),
      beside: [clusterBindingWith('gc', ['User:jo'], { role: garbage })],
      message: jo('* secrets in core'),
      grade: 'medium',
    },
    'a verb that Kubernetes does not give to its role': {
      on: upstream(garbage, allow(['create'], ['*'], ['*'])),
      message: nobody('create * in *'),
      grade: 'low',
    },
    'groups that Kubernetes does not give to its role': {
      on: upstream('system:controller:horizontal-pod-autoscaler', allow(reads, ['*'], ['custom.metrics.k8s.io', ''])),
      message: nobody('get, list, watch * in custom.metrics.k8s.io, core'),
      grade: 'low',
    },
    'resources that Kubernetes does not give to its role': {
      on: upstream('system:kubelet-api-admin', allow(['*'], ['nodes/proxy', 'nodes'])),
      message: nobody('* nodes/proxy, nodes in core'),
      grade: 'low',
    },
    'an account of a system namespace that runs an image of its own': {
      on: ops(allow(['*'], ['*'])),
      beside: [toAgent, agent('docker.io/acme/agent:1')],
      message: 'Wildcards allow * * in core to ServiceAccount:kube-system/agent.',
    },
    'somebody beside the system': {
      on: ops(allow(['*'], ['*'])),
      beside: [toAgent, ofKubernetes, toJo],
      message: jo('* * in core'),
    },
    'a subject that policy exempts beside another': {
      on: ops(allow(['*'], ['*'])),
      beside: [clusterBindingWith('ops', ['User:jo', 'Group:ops'], { role: 'ops' })],
      params: { exemptSubjects: ['Group:ops'] },
      message: jo('* * in core'),
    },
    'another role than the one that policy exempts': {
      on: ops(allow(['*'], ['*'])),
      beside: [toJo],
      params: { exemptRoles: ['op'] },
      message: jo('* * in core'),
    },
    'a holder that was seen is enough': {
      on: ops(allow(['*'], ['*'])),
      beside: [toJo],
      hidden: [roleBinding],
      message: jo('* * in core'),
    },
    'the parts of an aggregated role that was never in a cluster': {
      on: clusterRoleWith('ops', [], { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { to: 'ops' } }] } }),
      beside: [
        toJo,
        clusterRoleWith('part', [allow(['get'], ['pods']), allow(['*'], ['*'])], {
          metadata: { labels: { to: 'ops' } },
        }),
        clusterRoleWith('other', [everything]),
      ],
      message: jo('* * in core'),
    },
    'files that hold no binding': {
      on: clusterRoleWith('ops', [allow(['*'], ['*'])], {}, clusters.files),
      folder: 'shop',
      message: nobody('* * in core'),
      grade: 'low',
    },
    'files that hold a binding': {
      on: clusterRoleWith('ops', [allow(['*'], ['*'])], {}, clusters.files),
      beside: [clusterBindingWith('ops', ['User:jo'], { role: 'ops', cluster: clusters.files })],
      folder: 'shop',
      message: jo('* * in core'),
    },
  },
  unknown: {
    'cluster role bindings that were not read': {
      on: ops(allow(['*'], ['*'])),
      hidden: [clusterRoleBinding],
      reason: 'denied',
    },
    'role bindings that were not read may be held by somebody beside the system': {
      on: ops(allow(['*'], ['*'])),
      beside: [toAgent, ofKubernetes],
      hidden: [roleBinding],
      reason: 'denied',
    },
    'cron jobs that were not read may run anything as a system account': {
      on: ops(allow(['*'], ['*'])),
      beside: [toAgent, ofKubernetes],
      hidden: [cronJob],
      reason: 'denied',
    },
    'files that do not hold what runs as a system account': {
      on: clusterRoleWith('ops', [allow(['*'], ['*'])], {}, clusters.files),
      beside: [
        clusterBindingWith('ops', ['ServiceAccount:kube-system/agent'], { role: 'ops', cluster: clusters.files }),
      ],
      folder: 'shop',
      reason: 'not-in-files',
    },
    'parts of an aggregated role that were not read': {
      on: clusterRoleWith(
        'ops',
        [],
        { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { to: 'ops' } }] } },
        clusters.files,
      ),
      beside: [clusterBindingWith('ops', ['User:jo'], { role: 'ops', cluster: clusters.files })],
      folder: 'shop',
      reason: 'not-in-files',
    },
  },
  notApplicable: {
    'cluster-admin': { on: clusterRoleWith('cluster-admin', [everything]), message: 'The role is cluster-admin.' },
    'the garbage collector of Kubernetes': { on: upstream(garbage, collects), message: byKubernetes },
    'the autoscaler of Kubernetes': {
      on: upstream(
        'system:controller:horizontal-pod-autoscaler',
        allow(reads, ['*'], ['custom.metrics.k8s.io']),
        allow(reads, ['*'], ['external.metrics.k8s.io']),
        allow(['get', 'update'], ['*/scale'], ['*']),
      ),
      message: byKubernetes,
    },
    'the namespace controller of Kubernetes': {
      on: upstream(
        'system:controller:namespace-controller',
        allow(['delete', 'deletecollection', 'get', 'list', 'watch'], ['*'], ['*']),
      ),
      message: byKubernetes,
    },
    'the quota controller of Kubernetes': {
      on: upstream('system:controller:resourcequota-controller', allow(['list', 'watch'], ['*'], ['*'])),
      message: byKubernetes,
    },
    'the storage migrator of Kubernetes': {
      on: upstream(
        'system:controller:storage-version-migrator-controller',
        allow(['create', 'list', 'patch'], ['*'], ['*']),
      ),
      message: byKubernetes,
    },
    'the controller manager of Kubernetes': {
      on: upstream('system:kube-controller-manager', allow(['list', 'watch'], ['*'], ['*'])),
      message: byKubernetes,
    },
    'the administrator of the kubelet API': {
      on: upstream(
        'system:kubelet-api-admin',
        allow(['*'], ['nodes/log', 'nodes/metrics', 'nodes/proxy', 'nodes/stats', 'nodes/configz', 'nodes/healthz']),
        allow(['*'], ['nodes/pods', 'nodes/spec']),
      ),
      message: byKubernetes,
    },
    'a role of the provider': {
      on: clusterRoleWith('eks:thing', [allow(['*'], ['*'])]),
      beside: [clusterBindingWith('eks:thing', ['User:eks:thing'], { role: 'eks:thing' })],
      message: bySystem,
    },
    'an account of a system namespace that runs images of the provider': {
      on: ops(allow(['*'], ['*'])),
      beside: [toAgent, ofKubernetes],
      message: bySystem,
    },
    'subjects that policy exempts': {
      on: ops(allow(['*'], ['*'])),
      beside: [toJo],
      params: { exemptSubjects: ['User:jo'] },
      message: bySystem,
    },
    'a role that policy exempts': {
      on: ops(allow(['*'], ['*'])),
      beside: [toJo],
      params: { exemptRoles: ['ops'] },
      message: 'Policy exempts the role.',
    },
  },
} as const;
