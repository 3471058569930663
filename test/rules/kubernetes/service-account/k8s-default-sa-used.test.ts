import { clusterRoleBinding } from '#clouds/kubernetes/cluster-role-binding/resource';
import { deployment } from '#clouds/kubernetes/deployment/resource';
import { pod } from '#clouds/kubernetes/pod/resource';
import rule from '#rules/kubernetes/service-account/k8s-default-sa-used';
import { accountWith, clusters } from '../../../support/kubernetes/objects.ts';
import { bindingWith, clusterBindingWith } from '../../../support/kubernetes/rbac.ts';
import {
  cronJobWith,
  daemonSetWith,
  deploymentWith,
  jobWith,
  podWith,
  replicaSetWith,
  type Spec,
} from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const off = { automountServiceAccountToken: false };
const closed = accountWith('default', off);
const open = accountWith('default');
const spec: Spec = { containers: [{ name: 'web' }] };
const asking: Spec = { ...spec, automountServiceAccountToken: true };
const own: Spec = { ...asking, serviceAccountName: 'web' };
const tokenVolume = { name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } };
const account = 'the default service account of the namespace shop';
const bound = (...names: string[]) => `Bindings give rights to ${account}: ${names.join(', ')}.`;
const held = (...names: string[]) => `Workloads hold a token of ${account}: ${names.join(', ')}.`;
const given = `Every pod that does not refuse it is given a token of ${account}.`;
const rights = (...names: string[]) =>
  `bindings give it rights: give accounts of their own to those who use ${names.join(', ')}`;
const asks = (...names: string[]) => `its token is given whatever it says to ${names.join(', ')}`;
const high = 'high';
const low = 'low';

testRule(rule, {
  pass: {
    'it refuses, nobody binds it and no pod asks for it': { on: closed },
    'pods that use it without a token are no finding': {
      on: closed,
      beside: [deploymentWith(spec), podWith('a', spec)],
    },
    'a workload with an account of its own': { on: closed, beside: [deploymentWith(own)] },
    'a workload of another namespace': { on: closed, beside: [deploymentWith(asking, { namespace: 'other' })] },
    'a deployment of no pods': { on: closed, beside: [deploymentWith(asking, { replicas: 0 })] },
    'a pod that has ended': { on: closed, beside: [podWith('a', asking, { phase: 'Succeeded' })] },
    'a job of a cluster without pods that run': { on: closed, beside: [jobWith(asking, { uid: 'u2' })] },
    'a binding for the default account of another namespace, and for a person of that name': {
      on: closed,
      beside: [clusterBindingWith('other', ['ServiceAccount:other/default', 'User:default'])],
    },
  },
  fail: {
    'a role binding names it': {
      on: closed,
      beside: [bindingWith('reads', ['ServiceAccount:shop/default'])],
      message: bound('reads'),
      grade: high,
      cannot: rights('reads'),
    },
    'a role binding of another namespace names it': {
      on: closed,
      beside: [bindingWith('reads', ['ServiceAccount:shop/default'], { namespace: 'other' })],
      message: bound('reads'),
      grade: high,
      cannot: rights('reads'),
    },
    'cluster role bindings name it, as a user too': {
      on: closed,
      beside: [
        clusterBindingWith('b', ['User:system:serviceaccount:shop:default']),
        clusterBindingWith('a', ['ServiceAccount:shop/default']),
      ],
      message: bound('a', 'b'),
      grade: high,
      cannot: rights('a', 'b'),
    },
    'the worst case is said once': {
      on: open,
      beside: [deploymentWith(asking), clusterBindingWith('a', ['ServiceAccount:shop/default'])],
      message: bound('a'),
      grade: high,
      cannot: rights('a'),
    },
    'pods ask for its token, though it refuses': {
      on: closed,
      beside: [deploymentWith(asking), daemonSetWith({ ...asking, serviceAccountName: 'default' })],
      message: held('deployment web', 'daemon set agent'),
      cannot: asks('deployment web', 'daemon set agent'),
    },
    'a pod mounts its token by a volume, though it refuses': {
      on: closed,
      beside: [podWith('a', { ...spec, volumes: [tokenVolume] })],
      message: held('pod a'),
      cannot: asks('pod a'),
    },
    'pods that name no account are given its token': {
      on: open,
      beside: [cronJobWith({ ...spec, serviceAccountName: '' }), podWith('a', spec)],
      message: held('pod a', 'cron job nightly'),
    },
    'what a controller made stands at its owner': {
      on: open,
      beside: [
        deploymentWith(spec),
        replicaSetWith(spec, { owner: 'Deployment/web' }),
        podWith('a', spec, { owner: 'ReplicaSet/web-1' }),
      ],
      message: held('deployment web'),
    },
    'a job with a pod that runs, and the manifest of one': {
      on: open,
      beside: [jobWith(spec, { uid: 'u2' }), podWith('a', spec, { owner: 'batch/v1 Job/once' })],
      message: held('job once'),
    },
    'who holds its token may use what a group of the account may do': {
      on: open,
      beside: [podWith('a', spec), bindingWith('reads', ['Group:system:serviceaccounts:shop'])],
      message: held('pod a'),
      cannot: 'those who hold its token may use what its groups may do: reads',
    },
    'nobody holds its token, whatever a group of the account may do': {
      on: open,
      beside: [bindingWith('reads', ['Group:system:serviceaccounts'])],
      message: given,
      grade: low,
    },
    'the manifest of a job': { on: open, beside: [jobWith(spec)], message: held('job once') },
    'it does not say that it refuses': { on: open, message: given, grade: low },
    'it says that it gives': {
      on: accountWith('default', { automountServiceAccountToken: true }),
      message: given,
      grade: low,
    },
    'another namespace is exempt': {
      on: open,
      params: { exemptNamespaces: ['kube-system'] },
      message: given,
      grade: low,
    },
    'files need not hold the bindings of a cluster': {
      on: accountWith('default', {}, { cluster: clusters.files }),
      folder: 'shop',
      message: given,
      grade: low,
      cannot: 'not all that binds it and uses it was read',
    },
  },
  unknown: {
    'bindings that could not be read may make it graver': { on: open, hidden: [clusterRoleBinding], reason: 'denied' },
    'workloads that could not be read may hold its token': { on: open, hidden: [deployment], reason: 'denied' },
    'pods of a job could not be read': {
      on: closed,
      beside: [jobWith(asking, { uid: 'u2' })],
      hidden: [pod],
      reason: 'denied',
    },
    'files do not hold all that may use it': {
      on: accountWith('default', off, { cluster: clusters.files }),
      folder: 'shop',
      reason: 'not-in-files',
    },
  },
  notApplicable: {
    'another account': {
      on: accountWith('web'),
      message: 'it is not the default service account of its namespace',
    },
    'a namespace that is exempt by default': {
      on: accountWith('default', {}, { namespace: 'kube-system' }),
      message: 'Policy exempts the namespace kube-system.',
    },
  },
});
