import { describe, expect, test } from 'vitest';
import { typesNeeded } from '#engine/any-rule';
import { evaluate } from '#engine/evaluate';
import { worldOf } from '#engine/world';
import { defaultPolicy, type Resource } from '#model';
import { rules } from '#rules/catalog.gen';
import { snapshotsOf } from '../../../support/build.ts';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { bindingWith, clusterBindingWith, clusterRoleWith, roleWith } from '../../../support/kubernetes/rbac.ts';
import { allow } from '../../../support/kubernetes/wildcards.ts';
import { podWith } from '../../../support/kubernetes/workloads.ts';

type Provider = 'eks' | 'aks' | 'gke';

/** A binding as a new cluster has it: its name, its role, a subject of it, and an image that runs as the account or none. */
type Default = readonly [binding: string, role: string, subject: string, image: string];

const same = (name: string, subject: string, image = ''): Default => [name, name, subject, image];
const controller = (name: string) => same(`system:controller:${name}`, `ServiceAccount:kube-system/${name}`);

/** What the listings of new clusters show, without what is bound to everybody. */
const everywhere: Readonly<Record<Provider | 'any', readonly Default[]>> = {
  any: [
    same('system:kube-controller-manager', 'User:system:kube-controller-manager'),
    same('system:kube-dns', 'ServiceAccount:kube-system/kube-dns'),
    same('system:kube-scheduler', 'User:system:kube-scheduler'),
    same('system:monitoring', 'Group:system:monitoring'),
    same('system:node-proxier', 'User:system:kube-proxy'),
    same('system:volume-scheduler', 'User:system:kube-scheduler'),
    ...['clusterrole-aggregation-controller', 'cronjob-controller', 'daemon-set-controller'].map(controller),
    ...['expand-controller', 'generic-garbage-collector', 'namespace-controller'].map(controller),
    ...['persistent-volume-binder', 'resourcequota-controller', 'statefulset-controller'].map(controller),
  ],
  eks: [
    same('aws-node', 'ServiceAccount:kube-system/aws-node', '602401143452.dkr.ecr.eu-west-1.amazonaws.com/cni:1'),
    [
      'cloudwatch-agent-role-binding',
      'cloudwatch-agent-role',
      'ServiceAccount:amazon-cloudwatch/cloudwatch-agent',
      '602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/observability/cloudwatch-agent:1',
    ],
    same('eks:addon-manager', 'User:eks:addon-manager'),
    ['eks:certificate-controller', 'system:controller:certificate-controller', 'User:eks:certificate-controller', ''],
    same('eks:cloud-provider-extraction-migration', 'User:system:kube-controller-manager'),
    same('eks:node-manager', 'User:eks:node-manager'),
    same('eks:tagging-controller', 'ServiceAccount:kube-system/tagging-controller'),
    [
      'vpc-resource-controller-rolebinding',
      'vpc-resource-controller-role',
      'ServiceAccount:kube-system/eks-vpc-resource-controller',
      '',
    ],
  ],
  aks: [
    ['aks-service-rolebinding', 'aks-service', 'User:aks-support', ''],
    same(
      'gatekeeper-manager',
      'ServiceAccount:gatekeeper-system/gatekeeper-admin',
      'mcr.microsoft.com/oss/gatekeeper:1',
    ),
    same('istiod', 'ServiceAccount:aks-istio-system/istiod', 'mcr.microsoft.com/oss/istio/pilot:1'),
    same('tigera', 'ServiceAccount:tigera-operator/tigera-operator', 'mcr.microsoft.com/oss/tigera/operator:1'),
    [
      'csi-azurefile-node-secret-binding',
      'csi-azurefile-node-secret-role',
      'ServiceAccount:kube-system/csi-azurefile-node-sa',
      'mcr.microsoft.com/oss/kubernetes-csi/azurefile-csi:1',
    ],
    ['system:aks-client-nodes', 'system:node', 'Group:system:nodes', ''],
    same('system:azure-cloud-provider', 'ServiceAccount:kube-system/azure-cloud-provider'),
    same('system:azure-cloud-provider-secret-getter', 'ServiceAccount:kube-system/azure-cloud-provider'),
    [
      'system:persistent-volume-binding',
      'system:persistent-volume-secret-operator',
      'ServiceAccount:kube-system/persistent-volume-binder',
      '',
    ],
  ],
  gke: [
    ['kube-apiserver-kubelet-api-admin', 'kubelet-api-admin', 'User:kube-apiserver', ''],
    same('gmp-system:operator', 'ServiceAccount:gmp-system/operator', 'gke.gcr.io/prometheus-engine/operator:1'),
    ['pdcsi-controller-provisioner-binding', 'pdcsi-provisioner-role', 'User:system:pdcsi-controller', ''],
    same('system:glbc-status', 'User:system:controller:glbc'),
    same('system:managed-certificate-controller', 'User:system:managed-certificate-controller'),
  ],
};

/** The same of kube-system. */
const inSystem: readonly Default[] = [
  same('system:controller:bootstrap-signer', 'ServiceAccount:kube-system/bootstrap-signer'),
  same('system:controller:cloud-provider', 'ServiceAccount:kube-system/cloud-provider'),
  same('system:controller:token-cleaner', 'ServiceAccount:kube-system/token-cleaner'),
  same('system::leader-locking-kube-controller-manager', 'ServiceAccount:kube-system/kube-controller-manager'),
  same('system::leader-locking-kube-scheduler', 'User:system:kube-scheduler'),
  [
    'system::extension-apiserver-authentication-reader',
    'extension-apiserver-authentication-reader',
    'User:system:kube-scheduler',
    '',
  ],
];

/** Every right that a rule judges, whatever the role has in truth. */
const worst = [
  allow(['get', 'create', 'impersonate'], ['*']),
  allow(['bind', 'escalate', 'create'], ['roles', 'rolebindings', 'clusterroles'], ['rbac.authorization.k8s.io']),
  allow(['patch'], ['mutatingwebhookconfigurations'], ['admissionregistration.k8s.io']),
  allow(['update', 'approve'], ['certificatesigningrequests/approval', 'signers'], ['certificates.k8s.io']),
];

const writesBindings = allow(['create'], ['rolebindings'], ['rbac.authorization.k8s.io']);
const judging = rules.filter(({ id }) => id.startsWith('k8s-rbac-') && id !== 'k8s-rbac-wildcards');

describe.each(['eks', 'aks', 'gke'] as const)('a new cluster of %s', (provider) => {
  test.each([...everywhere.any, ...everywhere[provider]])('nothing fails on %s of %s to %s', (...one) => {
    expect(failing(boundTo(one, provider))).toEqual([]);
  });

  test.each(inSystem)('nothing fails on %s of %s to %s in kube-system', (...one) => {
    const [name, role, subject] = one;
    const place = { namespace: 'kube-system', cluster: clusters[provider] };
    const on = bindingWith(name, [subject], { role: `Role/${role}`, ...place });
    expect(failing([on, roleWith(role, worst, place)])).toEqual([]);
  });
});

test('every right is judged where a person holds the same role', () => {
  const found = failing(boundTo(same('system:controller:job-controller', 'User:jo'), 'eks'));
  const writing = failing([
    clusterBindingWith('ops', ['User:jo'], { role: 'ops' }),
    clusterRoleWith('ops', [writesBindings]),
  ]);
  expect([...found, ...writing].sort()).toEqual([
    'k8s-rbac-csr-approve',
    'k8s-rbac-escalate-bind-impersonate',
    'k8s-rbac-node-proxy',
    'k8s-rbac-pod-create',
    'k8s-rbac-pod-exec',
    'k8s-rbac-pv-create',
    'k8s-rbac-rolebinding-write',
    'k8s-rbac-secrets-read',
    'k8s-rbac-token-create',
    'k8s-rbac-webhook-write',
  ]);
});

function boundTo([name, role, subject, image]: Default, provider: Provider): readonly Resource[] {
  const cluster = clusters[provider];
  const made = clusterBindingWith(name, [subject], { role, cluster });
  const labels = provider === 'eks' ? {} : { 'addonmanager.kubernetes.io/mode': 'Reconcile' };
  const on = { ...made, config: { ...made.config, metadata: { ...made.config.metadata, labels } } };
  const [namespace = '', serviceAccountName = ''] = subject.replace('ServiceAccount:', '').split('/');
  const spec = { serviceAccountName, containers: [{ name: 'agent', image }] };
  const pods = image === '' ? [] : [podWith('agent', spec, { namespace, cluster })];
  return [on, clusterRoleWith(role, worst, {}, cluster), ...pods];
}

/** The rules that fail on a resource, with all others beside it. */
function failing([on, ...beside]: readonly Resource[]): readonly string[] {
  const types = judging.flatMap((rule) => typesNeeded(rule));
  const world = worldOf(snapshotsOf(on ? [on, ...beside] : [], types));
  const answers = evaluate({ world, rules: judging, policy: defaultPolicy, at: '2026-11-01T00:00:00Z' });
  expect(answers.filter(({ verdict }) => verdict === 'unknown')).toEqual([]);
  return answers
    .filter(({ verdict, resource }) => verdict === 'fail' && resource.id === on?.id)
    .map(({ rule }) => rule);
}
