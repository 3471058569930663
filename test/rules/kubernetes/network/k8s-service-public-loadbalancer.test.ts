import { pod } from '#clouds/kubernetes/pod/resource';
import rule from '#rules/kubernetes/network/k8s-service-public-loadbalancer';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { serviceWith } from '../../../support/kubernetes/services.ts';
import { podWith } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';
import { annotated, at, on, onAks, params, places, reached } from './k8s-service-public-loadbalancer.places.ts';

const http = [{ port: 80, targetPort: 8080 }];
const only = (sources: string) => `Its load balancer takes connections from ${sources} only.`;
const groups = 'Security groups of its load balancer decide who comes in.';
const other = 'The controller of the class example.com/metal decides where the load balancer stands.';

const web = podWith(
  'web',
  {
    containers: [
      {
        name: 'web',
        ports: [
          { name: 'odd', containerPort: 9999 },
          { name: 'db', containerPort: 5432 },
        ],
      },
    ],
  },
  { labels: { app: 'web' } },
);
const elsewhere = podWith(
  'other',
  { containers: [{ name: 'other', ports: [{ name: 'odd', containerPort: 6379 }] }] },
  { labels: { app: 'other' } },
);

testRule(rule, {
  pass: {
    ...places.pass,
    'ports that may be public': {
      on: on({ ports: http }),
      message: 'Its load balancer shows only ports that may be public.',
    },
    'policy allows a port': {
      on: on(),
      params: { allowedPublicPorts: [9999] },
      message: 'Its load balancer shows only ports that may be public.',
    },
    'some networks may come': {
      on: on({ loadBalancerSourceRanges: ['203.0.113.0/24'] }),
      message: only('203.0.113.0/24'),
    },
    'some networks by an annotation': {
      on: annotated({ 'load-balancer-source-ranges': '203.0.113.0/24, 2001:db8::/32' }),
      message: only('203.0.113.0/24, 2001:db8::/32'),
    },
    'the field decides, and not the annotation': {
      on: annotated({ 'load-balancer-source-ranges': '0.0.0.0/0' }, {}, { loadBalancerSourceRanges: ['10.0.0.0/8'] }),
      message: only('10.0.0.0/8'),
    },
    'ranges and tags of Azure': {
      on: annotated(
        { 'azure-allowed-ip-ranges': '203.0.113.0/24', 'azure-allowed-service-tags': 'AzureFrontDoor' },
        onAks,
      ),
      message: only('203.0.113.0/24, AzureFrontDoor'),
    },
  },
  fail: {
    ...places.fail,
    'without a word it is public': { on: on(), params, message: reached },
    'policy names no networks that may come': {
      on: on(),
      message: reached,
      cannot: 'allowedSources is empty: name the networks that may come',
    },
    'a port besides those that may be public': {
      on: on({ ports: [...http, { port: 9999 }] }),
      params,
      message: reached,
    },
    'both halves of the internet may come': {
      on: on({ loadBalancerSourceRanges: ['0.0.0.0/1', '128.0.0.0/1'] }),
      params,
      message: reached,
    },
    'all of IPv6 may come': { on: on({ loadBalancerSourceRanges: ['::/0'] }), params, message: reached },
    'what limits a load balancer of Azure limits none of AWS': {
      on: annotated({ 'azure-allowed-ip-ranges': '203.0.113.0/24' }),
      params,
      message: reached,
    },
    'the tag Internet of Azure': {
      on: annotated({ 'azure-allowed-service-tags': 'Internet' }, onAks),
      params,
      message: reached,
      cannot: 'its annotations say who may come, too: change them there',
    },
    'a port for administration': {
      on: on({ ports: [{ port: 5432, targetPort: 1 }] }),
      params,
      message: 'The internet reaches port 5432 through its load balancer.',
      grade: 'high',
    },
    'a port that leads to one': {
      on: on({ ports: [{ port: 9999, targetPort: 6379 }] }),
      params,
      message: reached,
      grade: 'high',
    },
    'a port that leads to one by its name': {
      on: on({ ports: [{ port: 9999, targetPort: 'db' }] }),
      beside: [web],
      params,
      message: reached,
      grade: 'high',
    },
    'a name that stands for another port in other pods': {
      on: on({ ports: [{ port: 9999, targetPort: 'odd' }] }),
      beside: [web, elsewhere],
      params,
      message: reached,
    },
    'a service without a selector selects no pods': {
      on: on({ selector: {}, ports: [{ port: 9999, targetPort: 'db' }] }),
      beside: [web],
      params,
      message: reached,
    },
    'a target port that is not said is the port itself': {
      on: on({ ports: [{ port: 9999 }] }),
      params,
      message: reached,
    },
    'policy says which ports are for administration': {
      on: on(),
      params: { ...params, adminPorts: [9999] },
      message: reached,
      grade: 'high',
    },
  },
  unknown: {
    'another class and no word of where it stands': {
      on: on({ loadBalancerClass: 'example.com/metal' }),
      reason: 'outside',
      message: other,
    },
    'a manifest does not say on which cloud it will be': {
      on: on({}, { cluster: clusters.files, isManifest: true }),
      folder: 'shop',
      reason: 'not-in-files',
    },
    'the status of a manifest is what its writer says': {
      on: on({}, { cluster: clusters.files, isManifest: true, status: at({ ip: '10.0.0.9' }) }),
      folder: 'shop',
      reason: 'not-in-files',
    },
    'a scheme that only the controller of AWS follows, which may not make it': {
      on: annotated({ 'aws-load-balancer-scheme': 'internal' }),
      reason: 'outside',
      message:
        'Its load balancer is internal only if the AWS Load Balancer Controller makes it, and no class or type says so.',
    },
    'the same for a network load balancer of Kubernetes itself': {
      on: annotated({ 'aws-load-balancer-scheme': 'internal', 'aws-load-balancer-type': 'nlb' }),
      reason: 'outside',
    },
    'a network load balancer of Kubernetes itself': {
      on: annotated({ 'aws-load-balancer-type': 'nlb' }),
      reason: 'outside',
      message: groups,
    },
    'security groups of its own': {
      on: annotated({ 'aws-load-balancer-scheme': 'internet-facing', 'aws-load-balancer-security-groups': 'sg-1' }),
      reason: 'outside',
      message: groups,
    },
    'a source that is no network': {
      on: annotated({ 'load-balancer-source-ranges': 'the office' }),
      reason: 'malformed',
      message: 'A source of its load balancer is no network: the office.',
    },
    'an address that is none': {
      on: on({ loadBalancerClass: 'x' }, { status: at({ ip: 'soon' }) }),
      reason: 'outside',
    },
    'pods that were not read, of which a name is asked': {
      on: on({ ports: [{ port: 9999, targetPort: 'db' }] }),
      hidden: [pod],
      reason: 'denied',
    },
  },
  notApplicable: {
    'a service of another type': { on: serviceWith(), message: 'the service has no load balancer' },
    'a service that takes node ports only': {
      on: serviceWith({ type: 'NodePort' }),
      message: 'the service has no load balancer',
    },
  },
});
