import { describe, expect, test } from 'vitest';
import { ingressWays } from '#clouds/kubernetes/ingress/way-facts';
import { namespaceWays } from '#clouds/kubernetes/namespace/way-facts';
import { policyWays } from '#clouds/kubernetes/network-policy/way-facts';
import { serviceWays } from '#clouds/kubernetes/service/way-facts';
import { apiWith, namespaceWith } from '../support/kubernetes/objects.ts';
import { calicoWith, policyWith } from '../support/kubernetes/policies.ts';
import { ingressClassWith, ingressWith, nodeAt, serviceWith } from '../support/kubernetes/services.ts';
import { podWith } from '../support/kubernetes/workloads.ts';
import { answerOf } from '../support/aws/fact.ts';
import { toldWays } from '../support/told-ways.ts';

describe('through a service', () => {
  const atPublic = nodeAt({ ExternalIP: '203.0.113.9' });

  test('a load balancer shows its ports to the internet', () => {
    expect(toldWays(answerOf(serviceWays, serviceWith({ type: 'LoadBalancer' })))).toEqual([
      'the internet (internet) > TCP 80 > pods of shop/web by its load balancer: yes',
    ]);
  });

  test('its source ranges limit who comes', () => {
    const limited = serviceWith({ type: 'LoadBalancer', loadBalancerSourceRanges: ['198.51.100.0/24'] });
    expect(toldWays(answerOf(serviceWays, limited))).toEqual([
      '198.51.100.0/24 > TCP 80 > pods of shop/web by its load balancer: yes',
    ]);
  });

  test('an internal one is reached from around the cluster', () => {
    const annotations = { 'service.beta.kubernetes.io/aws-load-balancer-internal': 'true' };
    expect(toldWays(answerOf(serviceWays, serviceWith({ type: 'LoadBalancer' }, { annotations })))).toEqual([
      'the network around the cluster > TCP 80 > pods of shop/web by its load balancer: no',
    ]);
  });

  test('groups of its own leave open who comes', () => {
    const annotations = { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' };
    expect(toldWays(answerOf(serviceWays, serviceWith({ type: 'LoadBalancer' }, { annotations })))).toEqual([
      'unknown: outside',
    ]);
  });

  test('node ports are open on nodes, and exposed where a node has a public address', () => {
    const ported = serviceWith({ type: 'NodePort', ports: [{ port: 53, nodePort: 30_053, protocol: 'UDP' }] });
    expect(toldWays(answerOf(serviceWays, ported, [atPublic]))).toEqual([
      'whoever reaches a node > UDP 30053 > pods of shop/web by its node port: yes',
    ]);
    expect(toldWays(answerOf(serviceWays, ported, [nodeAt({ InternalIP: '10.0.0.1' })]))).toEqual([
      'whoever reaches a node > UDP 30053 > pods of shop/web by its node port: no',
    ]);
  });

  test('who is led to an external address nobody can say', () => {
    expect(toldWays(answerOf(serviceWays, serviceWith({ externalIPs: ['203.0.113.7'] })))).toEqual([
      'whoever is led to its external addresses > TCP 80 > pods of shop/web by 203.0.113.7: unknown',
    ]);
  });

  test('one within the cluster is no way in', () => {
    expect(toldWays(answerOf(serviceWays, serviceWith()))).toEqual([]);
  });
});

describe('through an ingress', () => {
  const rules = [
    {
      host: 'shop.example',
      http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web' } } }] },
    },
  ];
  const alb = ingressClassWith('alb', 'ingress.k8s.aws/alb');
  const facing = { 'alb.ingress.kubernetes.io/scheme': 'internet-facing' };

  test('hosts lead to services, in clear text without TLS', () => {
    const it = ingressWith({ ingressClassName: 'alb', rules }, { annotations: facing });
    expect(toldWays(answerOf(ingressWays, it, [alb]))).toEqual([
      'the internet (internet) > TCP 80 > shop.example (web) by the ingress class alb: unknown',
    ]);
  });

  test('networks that it is limited to are its sources', () => {
    const annotations = { ...facing, 'alb.ingress.kubernetes.io/inbound-cidrs': '198.51.100.0/24, 10.0.0.0/8' };
    const it = ingressWith({ ingressClassName: 'alb', rules }, { annotations });
    expect(toldWays(answerOf(ingressWays, it, [alb]))).toEqual([
      expect.stringMatching(/^198\.51\.100\.0\/24, 10\.0\.0\.0\/8 > TCP 80 /),
    ]);
  });

  test('an internal one is not exposed', () => {
    const it = ingressWith({ ingressClassName: 'alb', rules });
    expect(toldWays(answerOf(ingressWays, it, [alb]))).toEqual([
      'the network around the cluster > TCP 80 > shop.example (web) by the ingress class alb: no',
    ]);
  });

  test('parameters of a class leave it open', () => {
    const own = ingressClassWith('alb', 'ingress.k8s.aws/alb', {}, { parameters: { kind: 'X', name: 'y' } });
    const it = ingressWith({ ingressClassName: 'alb', rules });
    expect(toldWays(answerOf(ingressWays, it, [own]))).toEqual(['unknown: outside']);
  });
});

describe('within a cluster', () => {
  const running = podWith('web', { containers: [{ name: 'main', image: 'main' }] });
  const space = namespaceWith('shop');
  const closed = policyWith({ podSelector: {}, ingress: [] });

  test('pods that no policy closes are open to all', () => {
    expect(toldWays(answerOf(namespaceWays, space, [apiWith(), running]))).toEqual([
      'any pod of the cluster > TCP/UDP/SCTP every port > 1 pod of shop by no network policy closes them: no',
    ]);
  });

  test('those that one closes are not', () => {
    expect(toldWays(answerOf(namespaceWays, space, [apiWith(), running, closed]))).toEqual([]);
  });

  test('policies let in what their rules name', () => {
    const policy = policyWith({
      podSelector: { matchLabels: { app: 'web' } },
      ingress: [
        {
          from: [
            { podSelector: { matchLabels: { app: 'front' } } },
            { namespaceSelector: { matchExpressions: [{ key: 'team', operator: 'In', values: ['a', 'b'] }] } },
            { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } },
          ],
          ports: [{ port: 8080, endPort: 8090 }, { port: 'metrics' }],
        },
      ],
    });
    const from = 'pods beside it: app=front, pods of namespaces team in (a,b): all, 10.0.0.0/8 without 10.1.0.0/16';
    expect(toldWays(answerOf(policyWays, policy))).toEqual([
      `${from} > TCP 8080-8090 > pods of shop: app=web by the policy shop/web: no`,
      `${from} > TCP named ports > pods of shop: app=web by the policy shop/web: no`,
    ]);
  });

  test('the internet without networks that are no part of it is still the internet', () => {
    const policy = policyWith({ ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] } }] }] });
    expect(toldWays(answerOf(policyWays, policy))).toEqual([
      '0.0.0.0/0 without 10.0.0.0/8 (internet) > TCP/UDP/SCTP every port > pods of shop: all by the policy shop/web: no',
    ]);
  });

  test('a rule without sources lets in everybody, and one about egress nobody', () => {
    expect(toldWays(answerOf(policyWays, policyWith({ ingress: [{}] })))).toEqual([
      'anybody (internet) > TCP/UDP/SCTP every port > pods of shop: all by the policy shop/web: no',
    ]);
    expect(toldWays(answerOf(policyWays, policyWith({ policyTypes: ['Egress'], ingress: [{}] })))).toEqual([]);
  });

  test('of a policy of Calico only what it opens to everybody is known', () => {
    const policy = calicoWith({ selector: 'all()', ingress: [{ action: 'Allow' }] });
    expect(toldWays(answerOf(policyWays, policy))).toEqual([
      expect.stringMatching(/^anybody \(internet\) > TCP\/UDP\/SCTP every port > pods that .* selects by /),
      'unknown: outside',
    ]);
  });
});
