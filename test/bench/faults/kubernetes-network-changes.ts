import type { V1Ingress, V1IngressClass, V1NetworkPolicy, V1Pod, V1Service } from '@kubernetes/client-node';
import type { Wire } from '#model';
import { type JsonObject, toJsonObject } from '../../sim/json.ts';

const namespace = 'edge';
const aged = '2020-01-01T00:00:00Z';

/** A namespace whose policies, services and ingresses show the rules about them what no generated ones show. */
export function changedNetwork(): readonly JsonObject[] {
  return [
    toJsonObject({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace }, status: { phase: 'Active' } }),
    toJsonObject(front),
    ...policies.map(toJsonObject),
    ...services.map(toJsonObject),
    ...classes.map(toJsonObject),
    ...ingresses.map(toJsonObject),
  ];
}

const labels = { app: 'front' };

const front: Wire<V1Pod> = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { namespace, name: 'front', labels },
  spec: { containers: [{ name: 'front', image: `registry.example.com/front@sha256:${'0'.repeat(64)}` }] },
  status: { phase: 'Running' },
};

const policy = (name: string, app: string, spec: object): Wire<V1NetworkPolicy> => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { namespace, name, creationTimestamp: aged },
  spec: { podSelector: { matchLabels: { app } }, policyTypes: ['Ingress'], ...spec },
});

const policies = [policy('open', 'front', { ingress: [{}] }), policy('nobody', 'gone', {})];

const service = (
  name: string,
  spec: Wire<V1Service>['spec'],
  more: Partial<Wire<V1Service>> = {},
): Wire<V1Service> => ({
  apiVersion: 'v1',
  kind: 'Service',
  ...more,
  metadata: { namespace, name, ...more.metadata },
  spec: { selector: labels, ports: [{ port: 5432, targetPort: 5432 }], ...spec },
});

const inner = { 'service.beta.kubernetes.io/aws-load-balancer-scheme': 'internal' };

const services = [
  service('public', { type: 'LoadBalancer' }),
  service(
    'private',
    { type: 'LoadBalancer', loadBalancerClass: 'service.k8s.aws/nlb' },
    { metadata: { annotations: inner } },
  ),
  service('by-node', { type: 'NodePort' }),
  service('by-ingress', { type: 'NodePort' }),
  service('claiming', { externalIPs: ['203.0.114.7'] }),
  service('metadata', { type: 'ExternalName', externalName: 'metadata.google.internal' }),
  service('partner', { type: 'ExternalName', externalName: 'partner.example.com' }),
];

const ingressClass = (name: string, controller: string): Wire<V1IngressClass> => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name },
  spec: { controller },
});

const classes = [ingressClass('alb', 'ingress.k8s.aws/alb'), ingressClass('nginx', 'k8s.io/ingress-nginx')];

const backend = { service: { name: 'by-ingress', port: { number: 5432 } } };

const ingress = (name: string, spec: Wire<V1Ingress>['spec']): Wire<V1Ingress> => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { namespace, name },
  spec: { ingressClassName: 'nginx', ...spec },
});

const ingresses = [
  ingress('for-anybody', { rules: [{ http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] }),
  ingress('named', { rules: [{ host: 'a.example.com' }], tls: [{ hosts: ['a.example.com'], secretName: 'a' }] }),
  ingress('balanced', { ingressClassName: 'alb', defaultBackend: backend }),
];
