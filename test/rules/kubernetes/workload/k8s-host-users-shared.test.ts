import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { node } from '#clouds/kubernetes/node/resource';
import rule from '#rules/kubernetes/workload/k8s-host-users-shared';
import { familyCases } from '../../../support/kubernetes/family-cases.ts';
import { clusters, object } from '../../../support/kubernetes/objects.ts';
import { api } from '../../../support/kubernetes/root-specs.ts';
import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const bad: Spec = { containers: [{ name: 'web' }] };
const good: Spec = { ...bad, hostUsers: false };
const message = 'Its pods share the users of their node: hostUsers is not false.';
const params = { requireUserNamespaces: true };
const nodeWith = (name: string, containerRuntimeVersion: string) =>
  object(
    node,
    { group: 'core', plural: 'nodes' },
    name,
    { status: { nodeInfo: { containerRuntimeVersion } } },
    { namespace: null },
  );
const newer = nodeWith('b', 'containerd://2.0.4');
const older = nodeWith('a', 'containerd://1.7.27');
const beside = [...api('33'), newer];
const family = familyCases({ good, bad, message, params, beside });
const refused = (spec: Spec, why: string) => ({
  on: deploymentWith({ ...bad, ...spec }),
  beside,
  params,
  message: why,
});
const takes = (field: string) => `its pods have ${field}, beside which the API refuses users of their own`;

testRule(rule, {
  pass: { 'users of their own': { on: deploymentWith(good), beside, params } },
  fail: {
    'a field that is missing means the users of the node': { on: deploymentWith(bad), beside, params, message },
    'the field is true': { on: deploymentWith({ ...bad, hostUsers: true }), beside, params, message },
    'some nodes can give them': { on: deploymentWith(bad), beside: [...beside, older], params, message },
    'another runtime': {
      on: deploymentWith(bad),
      beside: [...api('34'), nodeWith('a', 'cri-o://1.33.0')],
      params,
      message,
    },
    'files that hold neither nodes nor a version': {
      on: deploymentWith(bad, { cluster: clusters.files }),
      params,
      message,
    },
    'volumes that cannot be mounted for such pods': {
      on: deploymentWith({ ...bad, volumes: [{ name: 'data', nfs: { server: '10.0.0.9', path: '/' } }] }),
      beside,
      params,
      message,
      cannot: 'volumes of NFS cannot be mounted for pods with users of their own: data',
    },
    ...family.fail,
  },
  unknown: {
    ...family.unknown,
    'nodes that were not read': {
      on: deploymentWith(bad),
      beside: api('33'),
      params,
      hidden: [node],
      reason: 'denied',
    },
    'a version that was not read': {
      on: deploymentWith(bad),
      beside: [newer],
      params,
      hidden: [kubernetesApi],
      reason: 'denied',
    },
  },
  notApplicable: {
    ...family.notApplicable,
    'policy does not ask for it': { on: deploymentWith(bad), beside, message: 'policy does not ask for it' },
    Windows: refused({ os: { name: 'windows' } }, 'Windows has no user namespaces'),
    'the network of the host': refused({ hostNetwork: true }, takes('hostNetwork')),
    'the processes of the host': refused({ hostPID: true }, takes('hostPID')),
    'the memory of the host': refused({ hostIPC: true }, takes('hostIPC')),
    'raw block volumes': refused(
      { containers: [{ name: 'web', volumeDevices: [{ name: 'raw', devicePath: '/dev/raw' }] }] },
      takes('raw block volumes'),
    ),
    'an older cluster': {
      on: deploymentWith(bad),
      beside: [...api('32'), newer],
      params,
      message: 'Kubernetes 1.32 does not give pods users of their own by default',
    },
    'nodes that cannot': {
      on: deploymentWith(bad),
      beside: [...api('33'), older, nodeWith('c', 'containerd://1.6.8')],
      params,
      message: 'the container runtime of no node can give pods users of their own',
    },
  },
});
