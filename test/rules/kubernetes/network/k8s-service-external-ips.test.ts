import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { node } from '#clouds/kubernetes/node/resource';
import rule from '#rules/kubernetes/network/k8s-service-external-ips';
import { make } from '../../../support/build.ts';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { nodeAt, serviceWith } from '../../../support/kubernetes/services.ts';
import { testRule } from '../../../support/test-rule.ts';

const on = (...externalIPs: readonly string[]) => serviceWith({ externalIPs });
const onGke = serviceWith({ externalIPs: ['8.8.8.8'] }, { cluster: clusters.gke });
const gke = (enabled: boolean | undefined) =>
  make(gkeCluster, clusters.gke, { networkConfig: { serviceExternalIpsConfig: { enabled } } });
const beside = [
  nodeAt({ InternalIP: '10.0.0.7', Hostname: 'node-0' }),
  serviceWith({ clusterIP: '172.20.0.9', clusterIPs: ['172.20.0.9', 'fd00::9'] }, { name: 'other' }),
];

testRule(rule, {
  pass: {
    'no external addresses': { on: serviceWith() },
    'an empty list': { on: on() },
    'addresses that policy allows, one by one and by networks': {
      on: on('192.0.2.7', '10.1.2.3', 'fd00::1'),
      params: { allowed: ['192.0.2.7', '10.1.0.0/16', 'fd00::/8'] },
    },
    'what the load balancer has is not looked at': {
      on: serviceWith({ type: 'LoadBalancer' }, { status: { loadBalancer: { ingress: [{ ip: '8.8.8.8' }] } } }),
    },
  },
  fail: {
    'a private address of nobody that is known': {
      on: on('192.168.7.7'),
      beside,
      message: 'The service claims 192.168.7.7.',
    },
    'one that policy does not allow': {
      on: on('192.168.7.7', '10.1.2.3'),
      beside,
      params: { allowed: ['10.0.0.0/8'] },
      message: 'The service claims 192.168.7.7.',
    },
    'an address of the internet': {
      on: on('8.8.8.8'),
      message: 'The service claims 8.8.8.8 of the internet.',
      grade: 'high',
    },
    'an address of the internet in IPv6': {
      on: on('2600::1'),
      message: 'The service claims 2600::1 of the internet.',
      grade: 'high',
    },
    'the metadata service': {
      on: on('169.254.169.254', '192.168.7.7'),
      beside,
      message: 'The service claims 169.254.169.254 of a link.',
      grade: 'high',
    },
    'an address of a node': {
      on: on('10.0.0.7'),
      beside,
      message: 'The service claims 10.0.0.7 of a node.',
      grade: 'high',
    },
    'the address of another service': {
      on: on('fd00::9'),
      beside,
      message: 'The service claims fd00::9 of another service.',
      grade: 'high',
    },
    'its own address is not that of another': {
      on: serviceWith({ externalIPs: ['172.20.0.1'], clusterIP: '172.20.0.1', clusterIPs: ['172.20.0.1'] }),
      beside,
      message: 'The service claims 172.20.0.1.',
    },
    'GKE takes external addresses from no new service': {
      on: onGke,
      beside: [gke(false)],
      message: 'The service claims 8.8.8.8, which GKE takes from no new one.',
      grade: 'low',
      cannot: 'GKE would not take them back: remove them by hand',
    },
    'GKE takes them': {
      on: onGke,
      beside: [gke(true)],
      message: 'The service claims 8.8.8.8 of the internet.',
      grade: 'high',
    },
    'a text that is no address': { on: on('nonsense'), beside, message: 'The service claims nonsense.' },
  },
  unknown: {
    'nodes that were not read': { on: on('10.0.0.7'), hidden: [node], reason: 'denied' },
    'a GKE cluster that was not read': { on: onGke, hidden: [gkeCluster], reason: 'denied' },
    'files that hold no nodes': {
      on: serviceWith({ externalIPs: ['10.0.0.7'] }, { cluster: clusters.files }),
      folder: 'shop',
      reason: 'not-in-files',
    },
  },
});
