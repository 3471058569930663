import type { JsonObject } from '../json.ts';
import { type Seeded, seeded } from '../seeded.ts';
import type { KubernetesEstate, OptionalGroup } from './estate.ts';
import { policiesOf, policyVariants } from './generate-policies.ts';
import { builtInRbac, clusterRbac, namespaceRbac, type Provider } from './generate-rbac.ts';
import { workloadsOf } from './generate-workloads.ts';

export interface KubernetesEstateSize {
  readonly seed: number | string;
  readonly provider: Provider;
  readonly namespaces: number;
  /** Deployments in each namespace; the other kinds come on top. */
  readonly deployments?: number;
  readonly gitVersion?: string;
  readonly groups?: readonly OptionalGroup[];
}

/**
 * The inside of one cluster, the same for the same seed. Every kind of network policy and of security context comes
 * in turn, so that a dozen namespaces show them all.
 */
export function generateKubernetesEstate(size: KubernetesEstateSize): KubernetesEstate {
  const { seed, provider, namespaces, deployments = 3 } = size;
  const random = seeded(seed).fork(`kubernetes ${provider}`);
  const groups = size.groups ?? ['cilium.io/v2', 'crd.projectcalico.org/v1', 'policy.networking.k8s.io/v1alpha2'];
  const names = Array.from({ length: namespaces }, (_, at) => `team-${at}`);
  return {
    gitVersion: size.gitVersion ?? { eks: 'v1.33.4-eks-99d6cc0', aks: 'v1.33.2', gke: 'v1.33.5-gke.1080000' }[provider],
    groups,
    objects: [
      ...system.map((name) => namespace(name)),
      ...nodes(random.fork('nodes')),
      ...builtInRbac(provider),
      ...clusterRbac(random.fork('rbac')),
      ...admissionPolicies,
      ...names.flatMap((name, at) => [
        namespace(name, at % 3 === 0 ? { 'pod-security.kubernetes.io/enforce': 'baseline' } : {}),
        serviceAccount(name, 'default'),
        serviceAccount(name, 'app', { 'eks.amazonaws.com/role-arn': `arn:aws:iam::111122223333:role/${name}` }),
        service(name),
        ...(at % 4 === 1 ? [limitRange(name)] : []),
        ...(at % 4 === 2 ? [resourceQuota(name)] : []),
        ...namespaceRbac(name, at),
        ...workloadsOf(random.fork(name), name, at, deployments),
        ...policiesOf(name, policyVariants[at % policyVariants.length] ?? 'none', groups),
      ]),
    ],
  };
}

const system = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

function namespace(name: string, labels: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: { 'kubernetes.io/metadata.name': name, ...labels }, managedFields },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  };
}

const admission = 'admissionregistration.k8s.io/v1';
const aboutPods = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE', 'UPDATE'], resources: ['pods'] };

/** A policy about pods of one namespace, and one that only warns. */
const admissionPolicies: readonly JsonObject[] = [
  {
    apiVersion: admission,
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'no-root' },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: { resourceRules: [aboutPods] },
      validations: [{ expression: 'object.spec.securityContext.runAsNonRoot == true' }],
    },
  },
  {
    apiVersion: admission,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'no-root' },
    spec: {
      policyName: 'no-root',
      validationActions: ['Deny'],
      matchResources: { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'team-1' } } },
    },
  },
  {
    apiVersion: admission,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'no-root-anywhere' },
    spec: { policyName: 'no-root', validationActions: ['Warn', 'Audit'] },
  },
];

/** The API sends these with every object; a collector has no use for them. */
const managedFields = [
  { manager: 'kubectl', operation: 'Update', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: {} },
];

const nodeInfo = {
  ...{ kubeletVersion: 'v1.33.4', containerRuntimeVersion: 'containerd://1.7.27', kernelVersion: '6.12.40' },
  ...{ osImage: 'Amazon Linux 2023', operatingSystem: 'linux', architecture: 'amd64' },
};

function nodes(random: Seeded): readonly JsonObject[] {
  return Array.from({ length: 3 }, (_, at) => ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `node-${at}`, labels: { 'kubernetes.io/os': 'linux' } },
    spec: { providerID: `aws:///eu-west-1a/i-${random.hex(17)}` },
    status: { nodeInfo },
  }));
}

function serviceAccount(namespaceName: string, name: string, annotations: JsonObject = {}): JsonObject {
  const metadata = { namespace: namespaceName, name, annotations };
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: name !== 'app' };
}

/** Lets the pods of a namespace ask for so much together. */
function resourceQuota(namespaceName: string): JsonObject {
  const hard = { 'requests.cpu': '20', 'requests.memory': '64Gi' };
  return {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { namespace: namespaceName, name: 'team' },
    spec: { hard },
    status: { hard, used: { 'requests.cpu': '2', 'requests.memory': '4Gi' } },
  };
}

/** Gives containers that set no limits some. */
function limitRange(namespaceName: string): JsonObject {
  const limits = [{ type: 'Container', default: { memory: '512Mi', cpu: '500m' } }];
  return {
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { namespace: namespaceName, name: 'limits' },
    spec: { limits },
  };
}

function service(namespaceName: string): JsonObject {
  const ports = [{ port: 80, targetPort: 8080, protocol: 'TCP' }];
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { namespace: namespaceName, name: 'web' },
    spec: { type: 'ClusterIP', selector: { app: 'app-0' }, ports },
  };
}
