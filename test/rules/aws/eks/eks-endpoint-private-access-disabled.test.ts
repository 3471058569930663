import { expect, it } from 'vitest';
import rule from '#rules/aws/eks/eks-endpoint-private-access-disabled';
import { clusterWith } from '../../../support/aws/eks.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const off = { endpointPublicAccess: true, endpointPrivateAccess: false };
const message = 'The API has no private endpoint.';

testRule(rule, {
  pass: {
    'private access is on': { on: clusterWith({ endpointPrivateAccess: true }) },
    'private access is on, and public access too': {
      on: clusterWith({ endpointPrivateAccess: true, endpointPublicAccess: true }),
    },
  },
  fail: {
    'private access is off': { on: clusterWith(off), message },
    'a network of hybrid pods alone changes nothing': {
      on: clusterWith(off, { remoteNetworkConfig: { remotePodNetworks: [{ cidrs: ['10.9.0.0/16'] }] } }),
      message,
    },
    'an empty list of hybrid node networks changes nothing': {
      on: clusterWith(off, { remoteNetworkConfig: { remoteNodeNetworks: [] } }),
      message,
    },
    'a cluster that is being updated': { on: clusterWith(off, { status: 'UPDATING' }), message },
  },
  unknown: {
    'an answer without endpointPrivateAccess': {
      on: clusterWith({ endpointPublicAccess: true }),
      reason: 'field-missing',
      message: 'The answer has no resourcesVpcConfig.endpointPrivateAccess.',
    },
    'an answer without resourcesVpcConfig': { on: clusterWith(undefined), reason: 'field-missing' },
    ...Object.fromEntries(
      (['CREATING', 'PENDING', 'DELETING'] as const).map((status) => [
        `a cluster that is ${status}`,
        { on: clusterWith(off, { status }), reason: 'in-transition' as const, message: `Its state is ${status}.` },
      ]),
    ),
  },
  notApplicable: {
    'a registered cluster': {
      on: clusterWith(off, { connectorConfig: { provider: 'OTHER' } }),
      message: 'a registered cluster is not run by EKS',
    },
    'a local cluster on Outposts': {
      on: clusterWith(off, { outpostConfig: { outpostArns: [] } }),
      message: 'a local cluster on Outposts has a private endpoint only',
    },
    'a cluster that was never made': { on: clusterWith(off, { status: 'FAILED' }), message: 'its creation failed' },
    'hybrid nodes call the public endpoint': {
      on: clusterWith(off, { remoteNetworkConfig: { remoteNodeNetworks: [{ cidrs: ['10.9.0.0/16'] }] } }),
      message: 'clusters with hybrid nodes use one kind of endpoint, not both',
    },
  },
});

it('the evidence is what it is, and what it should be', () => {
  const [found] = judgedBy(rule, clusterWith(off)).judgements;
  const at = 'resourcesVpcConfig.endpointPrivateAccess';
  expect(found?.evidence).toEqual([{ at, actual: false, expected: true }]);
});
