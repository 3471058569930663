import rule from '#rules/aws/elbv2/elb-public-without-tls';
import {
  answer404,
  balancerTags,
  balancerWith,
  forward,
  listenerWith,
  policiesOf,
  toHttps,
} from '../../../support/aws/elb.ts';
import { testRule } from '../../../support/test-rule.ts';

const tags = balancerTags({ 'elbv2.k8s.aws/cluster': 'shop' });
const policies = policiesOf({
  ancient: ['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2'],
  old: ['TLSv1.1', 'TLSv1.2'],
  usual: ['TLSv1.2', 'TLSv1.3'],
  newest: ['TLSv1.3', 'TLSv1.4'],
  mute: undefined,
  'ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04': ['TLSv1.1', 'TLSv1.2', 'TLSv1.3'],
  'ELBSecurityPolicy-TLS13-1-2-2021-06': ['TLSv1.2', 'TLSv1.3'],
  'ELBSecurityPolicy-TLS13-1-3-2021-06': ['TLSv1.3'],
});
const http = (
  DefaultActions: Parameters<typeof listenerWith>[0]['DefaultActions'],
  Rules?: Parameters<typeof listenerWith>[0]['Rules'],
) => listenerWith({ Protocol: 'HTTP', Port: 80, DefaultActions, Rules });
const https = (SslPolicy?: string) => listenerWith({ Protocol: 'HTTPS', Port: 443, SslPolicy });
const tcp = (Port: number, Protocol: 'TCP' | 'TCP_UDP' | 'QUIC' | 'TCP_QUIC' | 'UDP' | 'GENEVE' = 'TCP') =>
  listenerWith({ Protocol, Port });
const ruleOf = (actions: Parameters<typeof listenerWith>[0]['DefaultActions']) => ({ Actions: actions });
const network = balancerWith({ Type: 'network' });
const led = 'what is served in the clear is led to HTTPS where the Ingress or the Service says so';
const clear = 'HTTP 80 serves in the clear.';
const behind = (name: string) => `What is behind ${name} decides whether it speaks TLS.`;

testRule(rule, {
  pass: {
    'HTTP that only leads to HTTPS, and TLS 1.2': {
      on: balancerWith(),
      beside: [tags, policies, http([toHttps], [ruleOf([toHttps])]), https('usual')],
    },
    'HTTP that answers by itself': { on: balancerWith(), beside: [tags, http([answer404], [ruleOf([answer404])])] },
    'a network load balancer that ends TLS': {
      on: network,
      beside: [tags, policies, listenerWith({ Protocol: 'TLS', Port: 443, SslPolicy: 'usual' })],
    },
    'no listener': { on: balancerWith(), beside: [tags] },
    'UDP alone': { on: network, beside: [tags, tcp(53, 'UDP')] },
    'packets that pass': { on: network, beside: [tags, tcp(6081, 'GENEVE')] },
    'a version that is newer than any that is known': { on: balancerWith(), beside: [tags, policies, https('newest')] },
    'policy lets everything through in the clear': {
      on: network,
      beside: [tags, http([forward]), tcp(8443), listenerWith({ Port: 9 })],
      params: { requireTls: false },
    },
    'policy asks for TLS 1.1': {
      on: balancerWith(),
      beside: [tags, policies, https('old')],
      params: { minTls: 'TLSv1.1' },
    },
    'it works without what it needs to grow': {
      on: balancerWith({ State: { Code: 'active_impaired' } }),
      beside: [tags],
    },
    'a listener of another load balancer': {
      on: balancerWith(),
      beside: [tags, listenerWith({ LoadBalancerArn: 'arn', Protocol: 'HTTP', Port: 80, DefaultActions: [forward] })],
    },
  },
  fail: {
    'HTTP whose default action serves': {
      on: balancerWith(),
      beside: [tags, http([forward])],
      key: 'HTTP 80',
      message: clear,
      cannot: led,
    },
    'HTTP with a rule that serves': {
      on: balancerWith(),
      beside: [tags, http([answer404], [ruleOf([toHttps]), ruleOf([forward])])],
      key: 'HTTP 80',
      message: clear,
      cannot: led,
    },
    'HTTP that leads to HTTP': {
      on: balancerWith(),
      beside: [tags, http([{ Type: 'redirect', RedirectConfig: { Protocol: '#{protocol}', StatusCode: 'HTTP_301' } }])],
      key: 'HTTP 80',
      message: clear,
      cannot: led,
    },
    'HTTP that leads elsewhere by the protocol of the call': {
      on: balancerWith(),
      beside: [tags, http([{ Type: 'redirect', RedirectConfig: { Host: 'a.example', StatusCode: 'HTTP_301' } }])],
      key: 'HTTP 80',
      message: clear,
      cannot: led,
    },
    'tags of the cloud provider of Kubernetes': {
      on: balancerWith(),
      beside: [balancerTags({ 'kubernetes.io/cluster/shop': 'owned' }), http([forward])],
      key: 'HTTP 80',
      message: clear,
      cannot: led,
    },
    'tags of Auto Mode': {
      on: balancerWith(),
      beside: [balancerTags({ team: 'web', 'eks:eks-cluster-name': 'shop' }), http([forward])],
      key: 'HTTP 80',
      message: clear,
      cannot: led,
    },
    'TCP on port 80': {
      on: network,
      beside: [tags, tcp(80)],
      key: 'TCP 80',
      message: 'TCP 80 serves in the clear.',
      cannot: led,
    },
    'TCP and UDP on port 80': {
      on: network,
      beside: [tags, tcp(80, 'TCP_UDP')],
      key: 'TCP_UDP 80',
      message: 'TCP_UDP 80 serves in the clear.',
      cannot: led,
    },
    'SSL 3 and TLS 1.0': {
      on: balancerWith(),
      beside: [tags, policies, https('ancient')],
      key: 'HTTPS 443',
      grade: 'low',
      message: 'HTTPS 443 speaks SSLv3, TLSv1, TLSv1.1.',
    },
    'TLS 1.1': {
      on: balancerWith(),
      beside: [tags, policies, https('old')],
      key: 'HTTPS 443',
      grade: 'low',
      message: 'HTTPS 443 speaks TLSv1.1.',
    },
    'old TLS, and no newer policy is known': {
      on: balancerWith(),
      beside: [tags, policiesOf({ old: ['TLSv1.1', 'TLSv1.2'] }), https('old')],
      key: 'HTTPS 443',
      grade: 'low',
      message: 'HTTPS 443 speaks TLSv1.1.',
      cannot: 'no security policy is known that speaks only what policy asks for',
    },
    'old TLS, whatever policy says of what is in the clear': {
      on: balancerWith(),
      beside: [tags, policies, http([forward]), https('old')],
      params: { requireTls: false },
      key: 'HTTPS 443',
      grade: 'low',
      message: 'HTTPS 443 speaks TLSv1.1.',
    },
    'validated cryptography, of which no newer policy is known': {
      on: balancerWith(),
      beside: [tags, policies, https('ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04')],
      key: 'HTTPS 443',
      grade: 'low',
      message: 'HTTPS 443 speaks TLSv1.1.',
      cannot: 'no security policy is known that speaks only what policy asks for',
    },
    'policy asks for TLS 1.3': {
      on: balancerWith(),
      beside: [tags, policies, https('usual')],
      params: { minTls: 'TLSv1.3' },
      key: 'HTTPS 443',
      grade: 'low',
      message: 'HTTPS 443 speaks TLSv1.2.',
    },
  },
  unknown: {
    'what is behind TCP on another port': {
      on: network,
      beside: [tags, tcp(443)],
      reason: 'outside',
      message: behind('TCP 443'),
    },
    'what is behind TCP and UDP': {
      on: network,
      beside: [tags, tcp(5061, 'TCP_UDP')],
      reason: 'outside',
      message: behind('TCP_UDP 5061'),
    },
    'what is behind QUIC': {
      on: network,
      beside: [tags, tcp(80, 'QUIC')],
      reason: 'outside',
      message: behind('QUIC 80'),
    },
    'what is behind TCP and QUIC': {
      on: network,
      beside: [tags, tcp(443, 'TCP_QUIC')],
      reason: 'outside',
      message: behind('TCP_QUIC 443'),
    },
    'rules that were not read': {
      on: balancerWith(),
      beside: [tags, http([toHttps])],
      reason: 'not-in-files',
      message:
        'The rules of arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/0a1b2c3d4e5f6071/80 are not there.',
    },
    'a rule that does not say what it does': {
      on: balancerWith(),
      beside: [tags, http([toHttps], [ruleOf([toHttps]), ruleOf(undefined)])],
      reason: 'field-missing',
    },
    'no default action': { on: balancerWith(), beside: [tags, http(undefined)], reason: 'field-missing' },
    'a security policy that nobody described': {
      on: balancerWith(),
      beside: [tags, policies, https('gone')],
      reason: 'not-found',
      message: 'Which TLS gone allows could not be found.',
    },
    'a security policy without protocols': {
      on: balancerWith(),
      beside: [tags, policies, https('mute')],
      reason: 'not-found',
    },
    'a secure listener without a policy': { on: balancerWith(), beside: [tags, https()], reason: 'field-missing' },
    'a listener without a protocol': {
      on: network,
      beside: [tags, listenerWith({ Port: 9 })],
      reason: 'field-missing',
    },
    'no tags were read': { on: balancerWith(), reason: 'not-found' },
    'no scheme': { on: balancerWith({ Scheme: undefined }), reason: 'field-missing' },
    'it is being set up': { on: balancerWith({ State: { Code: 'provisioning' } }), reason: 'in-transition' },
  },
  notApplicable: {
    'it is internal': { on: balancerWith({ Scheme: 'internal' }), message: 'it does not face the internet' },
    'a gateway load balancer': {
      on: balancerWith({ Type: 'gateway', Scheme: undefined }),
      message: 'it passes packets to appliances',
    },
    'it has failed': { on: balancerWith({ State: { Code: 'failed' } }), message: 'it could not be set up' },
    'a load balancer of somebody else': {
      on: balancerWith(),
      beside: [balancerTags({ team: 'web', 'kubernetes.io/cluster/': 'x', 'elbv2.k8s.aws/cluster': '' })],
      message: 'its tags name no cluster',
    },
    'no tags': { on: balancerWith(), beside: [balancerTags(undefined)], message: 'its tags name no cluster' },
  },
});
