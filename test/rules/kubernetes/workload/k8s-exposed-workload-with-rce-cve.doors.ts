import { imageWith, repository, runningWith } from '../../../support/aws/ecr.ts';
import { ingressWith, nodeAt, serviceWith } from '../../../support/kubernetes/services.ts';
import { apiServing } from '../../../support/kubernetes/webhooks.ts';
import type { Spec } from '../../../support/kubernetes/workloads.ts';
import {
  answers,
  deployed,
  fine,
  grave,
  inner,
  many,
  ofDeployment,
  on,
  shop,
} from './k8s-exposed-workload-with-rce-cve.shop.ts';

const facing = { 'alb.ingress.kubernetes.io/scheme': 'internet-facing' };
const byIngress = (annotations: Readonly<Record<string, string>>) =>
  ingressWith(
    { ingressClassName: 'alb', defaultBackend: { service: { name: 'web', port: { number: 80 } } } },
    { annotations },
  );
const albClass = 'kubernetes.io/ingress.class';
const onHost = (port: object = {}): Spec => ({
  containers: [{ name: 'web', image: `${repository}:1`, ports: [{ containerPort: 8080, ...port }] }],
});
const atNodes = 'Nodes with public addresses answer its ports, and firewalls decide who comes to them.';

/** Cases of the ways from the internet to a workload whose image has a flaw. */
export const doors = {
  pass: {
    'only the cluster reaches it': { on, beside: [inner, ...ofDeployment(), runningWith(), imageWith(), grave] },
    'no service selects it': {
      on,
      beside: [serviceWith({ type: 'LoadBalancer', selector: { app: 'other' } }), ...ofDeployment(), grave],
    },
    'a service without a selector that only the cluster reaches': {
      on,
      beside: [serviceWith({ selector: {} }), ...ofDeployment(), grave],
    },
    'routes may lead to it, and its scan found nothing so grave': {
      on,
      beside: [inner, ...shop.slice(1), fine, apiServing(['gateway.networking.k8s.io'])],
    },
    'a port of nodes without public addresses': {
      on: deployed(onHost({ hostPort: 80 })),
      beside: [...shop.slice(1), grave, nodeAt({ InternalIP: '10.0.0.7' })],
    },
    'a port of nodes that the node alone reaches': {
      on: deployed(onHost({ hostPort: 80, hostIP: '127.0.0.1' })),
      beside: [...shop.slice(1), grave, nodeAt({ ExternalIP: '203.0.114.7' })],
    },
    'networks that the internet does not route may come': {
      on,
      beside: [
        serviceWith({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8'] }),
        ...ofDeployment(),
        grave,
      ],
    },
    'everybody has to sign in first': {
      on,
      beside: [
        inner,
        byIngress({ ...facing, [albClass]: 'alb', 'alb.ingress.kubernetes.io/auth-type': 'oidc' }),
        ...shop.slice(1),
        grave,
      ],
    },
  },
  fail: {
    'through an ingress': {
      on,
      beside: [inner, byIngress({ ...facing, [albClass]: 'alb' }), ...shop.slice(1), grave],
      message: `${many}${answers('the ingress shop/web')}`,
      grade: 'high' as const,
    },
    'some networks of the internet may come': {
      on,
      beside: [
        serviceWith({ type: 'LoadBalancer', loadBalancerSourceRanges: ['203.0.114.0/24'] }),
        ...shop.slice(1),
        grave,
      ],
      message: `${many}${answers('its load balancer', '203.0.114.0/24')}`,
      grade: 'high' as const,
    },
  },
  unknown: {
    'where its load balancer stands is not told': {
      on,
      beside: [serviceWith({ type: 'LoadBalancer', loadBalancerClass: 'example.com/metal' }), ...shop.slice(1), grave],
      reason: 'outside' as const,
    },
    'routes that are not read may lead to what has the flaw': {
      on,
      beside: [inner, ...shop.slice(1), grave, apiServing(['gateway.networking.k8s.io'])],
      reason: 'outside' as const,
      message: 'Routes of gateway.networking.k8s.io may lead to it, which are not read.',
    },
    'nodes with public addresses answer for what has the flaw': {
      on,
      beside: [serviceWith({ type: 'NodePort' }), ...shop.slice(1), grave, nodeAt({ ExternalIP: '203.0.114.7' })],
      reason: 'outside' as const,
      message: atNodes,
    },
    'a port of nodes with public addresses': {
      on: deployed(onHost({ hostPort: 80 })),
      beside: [...shop.slice(1), grave, nodeAt({ ExternalIP: '203.0.114.7' })],
      reason: 'outside' as const,
      message: atNodes,
    },
    'the network of nodes with public addresses': {
      on: deployed({ ...onHost(), hostNetwork: true }),
      beside: [...shop.slice(1), grave, nodeAt({ ExternalIP: '203.0.114.7' })],
      reason: 'outside' as const,
      message: atNodes,
    },
    'endpoints that somebody writes may lead to it': {
      on,
      beside: [serviceWith({ type: 'LoadBalancer', selector: {} }), ...shop.slice(1), grave],
      reason: 'outside' as const,
    },
  },
};
