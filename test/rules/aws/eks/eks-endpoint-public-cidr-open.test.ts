import { expect, it } from 'vitest';
import rule from '#rules/aws/eks/eks-endpoint-public-cidr-open';
import { clusterWith } from '../../../support/aws/eks.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const open = (...publicAccessCidrs: string[]) => clusterWith({ endpointPublicAccess: true, publicAccessCidrs });
const whole = 'The API endpoint is open to the whole internet.';
const cannot = 'allowedCidrs is empty: name the networks that may call';

testRule(rule, {
  pass: {
    'public access is off, whatever the stored list holds': {
      on: clusterWith({ endpointPublicAccess: false, publicAccessCidrs: ['0.0.0.0/0'] }),
    },
    'a list of one office is closed': { on: open('203.0.113.0/24') },
    'exactly maxPublicAddresses may call': { on: open('52.10.0.0/16') },
    'private ranges are no public addresses': { on: open('10.0.0.0/8') },
    'an IPv6 range of exactly maxV6Prefix': { on: open('2a00:1450::/32') },
    'every range is inside allowedCidrs': {
      on: open('52.10.1.0/24', '52.10.2.0/24'),
      params: { allowedCidrs: ['52.10.0.0/16'] },
    },
    'a larger list passes where policy says so': { on: open('52.0.0.0/8'), params: { maxPublicAddresses: 16_777_216 } },
    'a wide IPv6 range passes where policy says so': { on: open('2a00::/16'), params: { maxV6Prefix: 16 } },
  },
  fail: {
    'no list means everyone': { on: clusterWith({ endpointPublicAccess: true }), message: whole, cannot },
    'an empty list means everyone': { on: open(), message: whole, cannot },
    '0.0.0.0/0 is the internet': { on: open('203.0.113.0/24', '0.0.0.0/0'), message: whole, cannot },
    '::/0 is the internet': { on: open('::/0'), message: whole, cannot },
    'two halves are the internet': { on: open('0.0.0.0/1', '128.0.0.0/1'), message: whole, cannot },
    'half of v4 is the internet': { on: open('0.0.0.0/1'), message: whole, cannot },
    'half of the global unicast space is the internet': { on: open('2000::/4'), message: whole, cannot },
    'the plan limits the list and turns private access on': {
      on: open('0.0.0.0/0'),
      params: { allowedCidrs: ['203.0.113.0/24'] },
      message: whole,
    },
    'the plan leaves private access as it is where hybrid nodes connect': {
      on: clusterWith(
        { endpointPublicAccess: true, endpointPrivateAccess: false },
        { remoteNetworkConfig: { remoteNodeNetworks: [{ cidrs: ['10.9.0.0/16'] }] } },
      ),
      params: { allowedCidrs: ['203.0.113.0/24'] },
      message: whole,
    },
    'more than maxPublicAddresses may call': {
      on: open('52.10.0.0/16', '52.20.0.0/32'),
      message: '65537 public addresses may call the API.',
      grade: 'medium',
      cannot,
    },
    'an IPv6 range wider than maxV6Prefix': {
      on: open('2a00::/31'),
      message: 'An IPv6 range as wide as /31 may call the API.',
      grade: 'medium',
      cannot,
    },
    'an entry that is no CIDR hides no open range': { on: open('0.0.0.0/0', 'junk'), message: whole, cannot },
    'an entry that is no CIDR hides no wide range': {
      on: open('junk', '52.0.0.0/8'),
      message: '16777216 public addresses may call the API.',
      grade: 'medium',
      cannot,
    },
    'a range outside allowedCidrs': {
      on: open('52.10.1.0/24', '52.99.0.0/24'),
      params: { allowedCidrs: ['52.10.0.0/16'] },
      message: 'Networks outside the allowed ones may call the API.',
      grade: 'medium',
    },
  },
  unknown: {
    'an answer without endpointPublicAccess': {
      on: clusterWith({}),
      reason: 'field-missing',
      message: 'The answer has no resourcesVpcConfig.endpointPublicAccess.',
    },
    'an answer without resourcesVpcConfig': { on: clusterWith(undefined), reason: 'field-missing' },
    'an entry that is no CIDR': { on: open('10.0.0.0/99'), reason: 'malformed' },
    'an entry that is no CIDR beside allowed ones': {
      on: open('52.10.1.0/24', 'junk'),
      params: { allowedCidrs: ['52.10.0.0/16'] },
      reason: 'malformed',
      message: 'resourcesVpcConfig.publicAccessCidrs holds an entry that is no CIDR: junk.',
    },
    'a cluster that is being made': {
      on: clusterWith({ endpointPublicAccess: true }, { status: 'CREATING' }),
      reason: 'in-transition',
      message: 'Its state is CREATING.',
    },
  },
  notApplicable: {
    'a registered cluster': {
      on: clusterWith({}, { connectorConfig: { provider: 'OTHER' } }),
      message: 'a registered cluster is not run by EKS',
    },
    'a local cluster on Outposts': {
      on: clusterWith({}, { outpostConfig: { outpostArns: [] } }),
      message: 'a local cluster on Outposts has a private endpoint only',
    },
  },
});

it('the plan turns private access on, except where hybrid nodes reach the cluster through the public endpoint', () => {
  const params = { allowedCidrs: ['203.0.113.0/24'] };
  const requestFor = (on: ReturnType<typeof clusterWith>) => judgedBy(rule, on, { params }).plan();
  const asked = { publicAccessCidrs: ['203.0.113.0/24'] };
  expect(requestFor(open('0.0.0.0/0'))).toMatchObject([{ request: { ...asked, endpointPrivateAccess: true } }]);
  const hybrid = { remoteNetworkConfig: { remoteNodeNetworks: [{ cidrs: ['10.9.0.0/16'] }] } };
  expect(requestFor(clusterWith({ endpointPublicAccess: true }, hybrid))).toMatchObject([{ request: asked }]);
  expect(requestFor(clusterWith({ endpointPublicAccess: true }, hybrid))).not.toHaveProperty(
    '[0].request.endpointPrivateAccess',
  );
});
