import type {
  V1Deployment,
  V1Ingress,
  V1PersistentVolume,
  V1StorageClass,
  V1ValidatingWebhookConfiguration,
} from '@kubernetes/client-node';
import type { KyvernoPolicy } from '#clouds/kubernetes/kyverno-policy/resource';
import type { Wire } from '#model';
import { type JsonObject, toJsonObject } from '../../sim/json.ts';
import type { KubernetesEstate } from '../../sim/kubernetes/estate.ts';

/** Webhooks, storage and a retired controller of a cluster that show the rules about them a fail and a pass of each. */
export function changedAdmission(): readonly JsonObject[] {
  return [...webhooks, ...storage, ...volumes, retired].map((it) => toJsonObject(it));
}

/** The cluster where Kyverno refuses pods of every namespace, and images that nobody signed. */
export const guarded = (estate: KubernetesEstate): KubernetesEstate => ({
  ...estate,
  groups: [...estate.groups, 'kyverno.io/v1'],
  objects: [...estate.objects, toJsonObject(kyvernoHooks), toJsonObject(strictPolicy)],
});

/** The cluster with one ingress that GKE serves in clear text, and one by HTTPS alone. */
export const withGoogleIngresses = (estate: KubernetesEstate): KubernetesEstate => ({
  ...estate,
  objects: [
    ...estate.objects,
    ...[googleIngress('clear', {}), googleIngress('private', onlyHttps)].map((it) => toJsonObject(it)),
  ],
});

const onlyHttps = {
  'kubernetes.io/ingress.allow-http': 'false',
  'networking.gke.io/managed-certificates': 'shop',
};

const googleIngress = (name: string, annotations: Readonly<Record<string, string>>): Wire<V1Ingress> => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { namespace: 'team-0', name, annotations },
  spec: { rules: [{ host: 'shop.example.com' }] },
});

type Hook = NonNullable<Wire<V1ValidatingWebhookConfiguration>['webhooks']>[number];

const hook = (name: string, more: Partial<Hook>): Hook => ({
  name,
  admissionReviewVersions: ['v1'],
  sideEffects: 'None',
  failurePolicy: 'Fail',
  rules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['CREATE', 'UPDATE'], resources: ['*'] }],
  clientConfig: { service: { namespace: 'policies', name: 'engine' } },
  ...more,
});

const hooks = (name: string, hook: Hook, kind = 'ValidatingWebhookConfiguration') => ({
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind,
  metadata: { name },
  webhooks: [hook],
});

const webhooks = [
  hooks('gatekeeper', hook('validation.gatekeeper.sh', { failurePolicy: 'Ignore' })),
  hooks('mesh', hook('mesh.example.com', {}), 'MutatingWebhookConfiguration'),
];

const kyvernoHooks = hooks('kyverno-resource-validating-webhook-cfg', hook('validate.kyverno.svc-fail', {}));

const enforced = { failureAction: 'Enforce' };
const match = { any: [{ resources: { kinds: ['Pod'] } }] };

const strictPolicy: Wire<KyvernoPolicy & { apiVersion: string; kind: string }> = {
  apiVersion: 'kyverno.io/v1',
  kind: 'ClusterPolicy',
  metadata: { name: 'strict' },
  spec: {
    rules: [
      { match, validate: enforced },
      { match, verifyImages: [enforced] },
    ],
  },
};

const classOf = (name: string, parameters: Readonly<Record<string, string>>): Wire<V1StorageClass> => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name },
  provisioner: 'ebs.csi.aws.com',
  parameters,
});

const storage = [classOf('plain', { type: 'gp3' }), classOf('encrypted', { encrypted: 'true' })];

const volume = (name: string, spec: Wire<V1PersistentVolume>['spec']): Wire<V1PersistentVolume> => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name },
  spec: { capacity: { storage: '10Gi' }, accessModes: ['ReadWriteOnce'], storageClassName: 'plain', ...spec },
});

const volumes = [
  volume('of-the-node', { hostPath: { path: '/etc' } }),
  volume('disk', { local: { path: '/mnt/disks/ssd0' } }),
];

const labels = { app: 'ingress' };
const deployment = (name: string, tag: string): Wire<V1Deployment> => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace: 'edge', name },
  spec: {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: { containers: [{ name: 'controller', image: `registry.k8s.io/ingress-nginx/controller:${tag}` }] },
    },
  },
});

const retired = deployment('ingress-nginx-controller', 'v1.15.1');
