import { deployment } from '#clouds/kubernetes/deployment/resource';
import { ingress } from '#clouds/kubernetes/ingress/resource';
import rule from '#rules/kubernetes/network/k8s-sensitive-interface-exposed';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { nodeAt, serviceWith } from '../../../support/kubernetes/services.ts';
import { apiServing } from '../../../support/kubernetes/webhooks.ts';
import { deploymentWith, podWith, statefulSetWith, stored } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';
import { aside, containers } from './k8s-sensitive-interface-exposed.containers.ts';
import {
  balanced,
  byBalancer,
  doors,
  grafana,
  prometheus,
  template,
  webOf,
} from './k8s-sensitive-interface-exposed.doors.ts';

const web = webOf(prometheus);
const atNodes = 'Nodes with public addresses answer its ports, and firewalls decide who comes to them.';
const dashboard = 'kubernetesui/dashboard-web:1.4.0';

testRule(rule, {
  pass: {
    ...doors.pass,
    'only the cluster reaches it': { on: serviceWith(), beside: [web] },
    'its load balancer is internal': {
      on: balanced({ loadBalancerClass: 'service.k8s.aws/nlb' }),
      beside: [web],
    },
    'its load balancer is for the virtual network': {
      on: serviceWith(
        { type: 'LoadBalancer' },
        {
          cluster: clusters.aks,
          annotations: { 'service.beta.kubernetes.io/azure-allowed-service-tags': 'VirtualNetwork' },
        },
      ),
      beside: [webOf(prometheus, {}, { cluster: clusters.aks })],
    },
    'its load balancer is for networks that the internet does not route': {
      on: balanced({ loadBalancerSourceRanges: ['10.0.0.0/8', '192.168.0.0/16'] }),
      beside: [web],
    },
  },
  fail: {
    ...doors.fail,
    ...containers.fail,
    'a service of Azure Front Door alone': {
      on: serviceWith(
        { type: 'LoadBalancer' },
        {
          cluster: clusters.aks,
          annotations: { 'service.beta.kubernetes.io/azure-allowed-service-tags': 'AzureFrontDoor.Backend' },
        },
      ),
      beside: [webOf(prometheus, {}, { cluster: clusters.aks })],
      message: byBalancer(prometheus, 'AzureFrontDoor.Backend'),
      grade: 'high',
    },
    'a label that its controller gives a pod': {
      on: balanced({ selector: { 'statefulset.kubernetes.io/pod-name': 'db-0' } }),
      beside: [
        statefulSetWith({ containers: [{ ...aside, ports: [{ containerPort: 8080 }] }] }, { uid: stored.uid }),
        podWith(
          'db-0',
          { containers: [{ ...aside, ports: [{ containerPort: 8080 }] }] },
          { owner: 'StatefulSet/db', template: { labels: { 'statefulset.kubernetes.io/pod-name': 'db-0' } } },
        ),
      ],
      message: `Through its load balancer the internet may open ${prometheus} of the stateful set db.`,
    },
    'reachable from everywhere': { on: balanced(), beside: [web], message: byBalancer(prometheus) },
    'an interface that asks everybody to sign in': {
      on: balanced(),
      beside: [webOf(grafana)],
      message: byBalancer(grafana),
      grade: 'high',
    },
    'some networks may come': {
      on: balanced({ loadBalancerSourceRanges: ['203.0.114.0/24'] }),
      beside: [web],
      message: byBalancer(prometheus, '203.0.114.0/24'),
      grade: 'high',
    },
    'some networks may come to one that asks everybody to sign in': {
      on: balanced({ loadBalancerSourceRanges: ['203.0.114.0/24'] }),
      beside: [webOf(grafana)],
      message: byBalancer(grafana, '203.0.114.0/24'),
      grade: 'medium',
    },
    'a copy in another registry': {
      on: balanced(),
      beside: [webOf('registry.example.com/mirror/prometheus/prometheus:v3')],
      message: byBalancer('registry.example.com/mirror/prometheus/prometheus:v3'),
    },
    'a star stays inside one step': {
      on: balanced(),
      beside: [webOf('kubeflownotebookswg/centraldashboard:v1')],
      message: byBalancer('kubeflownotebookswg/centraldashboard:v1'),
    },
    'policy names an interface': {
      on: balanced(),
      beside: [webOf('registry.example.com/console:1')],
      params: { openInterfaces: ['console'] },
      message: byBalancer('registry.example.com/console:1'),
    },
    'policy names one that asks everybody to sign in': {
      on: balanced(),
      beside: [webOf('registry.example.com/console:1')],
      params: { guardedInterfaces: ['console'] },
      message: byBalancer('registry.example.com/console:1'),
      grade: 'high',
    },
    'the proxy of JupyterHub': {
      on: balanced(),
      beside: [webOf('quay.io/jupyterhub/configurable-http-proxy:4.6.3')],
      message: byBalancer('quay.io/jupyterhub/configurable-http-proxy:4.6.3'),
      grade: 'high',
    },
    'a pod of nobody': {
      on: balanced(),
      beside: [podWith('alone', { containers: [{ name: 'main', image: prometheus }] }, { template })],
      message: 'Through its load balancer the internet may open quay.io/prometheus/prometheus:v3.0.0 of the pod alone.',
    },
    'the dashboard of Kubernetes, though nobody reaches it': {
      on: serviceWith(),
      beside: [webOf(dashboard)],
      message: `The deployment web runs ${dashboard}, whose project is archived.`,
      grade: 'low',
    },
    'the dashboard of Kubernetes, to which routes may lead': {
      on: serviceWith(),
      beside: [webOf(dashboard), apiServing(['networking.istio.io'])],
      message: `The deployment web runs ${dashboard}, whose project is archived.`,
      grade: 'low',
    },
    'the dashboard of Kubernetes, which the internet reaches': {
      on: balanced(),
      beside: [webOf(dashboard)],
      message: byBalancer(dashboard),
    },
  },
  unknown: {
    ...doors.unknown,
    ...containers.unknown,
    'it selects none, and somebody may write its endpoints': {
      on: balanced({ selector: {} }),
      beside: [web],
      reason: 'outside',
      message: 'Endpoints that somebody writes say what is behind it, which are not read.',
    },
    'an ingress leads to a name inside the cluster': {
      on: serviceWith({ type: 'ExternalName', externalName: 'grafana.monitoring.svc.cluster.local' }),
      beside: doors.facing,
      reason: 'outside',
      message: 'Endpoints that somebody writes say what is behind it, which are not read.',
    },
    'a node port of nodes with public addresses': {
      on: serviceWith({ type: 'NodePort' }),
      beside: [web, nodeAt({ InternalIP: '10.0.0.7', ExternalIP: '203.0.114.7' })],
      reason: 'outside',
      message: atNodes,
    },
    'an internal load balancer that takes a node port of nodes with public addresses': {
      on: balanced({
        loadBalancerClass: 'service.k8s.aws/nlb',
        ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }],
      }),
      beside: [web, nodeAt({ ExternalIP: '203.0.114.7' })],
      reason: 'outside',
      message: atNodes,
    },
    'routes of the Gateway API': {
      on: serviceWith(),
      beside: [web, apiServing(['gateway.networking.k8s.io'])],
      reason: 'outside',
      message: 'Routes of gateway.networking.k8s.io may lead to it, which are not read.',
    },
    'security groups of its load balancer': {
      on: balanced({}, { 'service.beta.kubernetes.io/aws-load-balancer-security-groups': 'sg-1' }),
      beside: [web],
      reason: 'outside',
      message: 'Security groups of its load balancer decide who comes in.',
    },
    'another class of load balancers': {
      on: balanced({ loadBalancerClass: 'example.com/metal' }),
      beside: [web],
      reason: 'outside',
    },
    'a source that is no network': {
      on: balanced({ loadBalancerSourceRanges: ['the office'] }),
      beside: [web],
      reason: 'malformed',
    },
    'workloads that were not read': { on: balanced(), hidden: [deployment], reason: 'denied' },
    'ingresses that were not read': { on: serviceWith(), beside: [web], hidden: [ingress], reason: 'denied' },
    'ingresses that were not read, of an archived dashboard': {
      on: serviceWith(),
      beside: [webOf(dashboard)],
      hidden: [ingress],
      reason: 'denied',
    },
  },
  notApplicable: {
    ...containers.notApplicable,
    'nothing that is known stands behind it': {
      on: balanced(),
      beside: [webOf('registry.example.com/app:1')],
      message: 'no known interface for administration is behind it',
    },
    'other pods than it selects': {
      on: balanced({ selector: { app: 'other' } }),
      beside: [web],
      message: 'no known interface for administration is behind it',
    },
    'it selects none, and only the cluster reaches it': {
      on: serviceWith({ selector: {} }),
      beside: [web],
      message: 'no known interface for administration is behind it',
    },
    'the service of the API itself': {
      on: serviceWith({ selector: {} }, { name: 'kubernetes', namespace: 'default' }),
      message: 'no known interface for administration is behind it',
    },
    'a name for something outside': {
      on: serviceWith({ type: 'ExternalName', externalName: 'example.com' }),
      beside: [web],
      message: 'no known interface for administration is behind it',
    },
    'a workload that is scaled to nothing': {
      on: balanced(),
      beside: [deploymentWith({ containers: [aside] }, { template, replicas: 0 })],
      message: 'no known interface for administration is behind it',
    },
    'policy takes an interface off the list': {
      on: balanced(),
      beside: [web],
      params: { openInterfaces: [] },
      message: 'no known interface for administration is behind it',
    },
  },
});
