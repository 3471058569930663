import { expect, it } from 'vitest';
import rule from '#rules/aws/eks/eks-endpoint-public-access';
import { clusterWith } from '../../../support/aws/eks.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const open = (...publicAccessCidrs: string[]) => clusterWith({ endpointPublicAccess: true, publicAccessCidrs });
const wide = 'The API has a public endpoint that accepts any address.';
const limited = 'The API has a public endpoint that limits who may call it.';
const approved = { 'api-exposure': 'approved' };
const tagged = (tags: Record<string, string>) =>
  clusterWith({ endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] }, { tags });

testRule(rule, {
  pass: {
    'public access is off, whatever the stored list holds': {
      on: clusterWith({ endpointPublicAccess: false, publicAccessCidrs: ['0.0.0.0/0'] }),
    },
    'a restricted list where policy accepts one': { on: open('203.0.113.0/24'), params: { acceptRestricted: true } },
  },
  fail: {
    'an open list': { on: open('0.0.0.0/0'), message: wide },
    'no list is an open list': { on: clusterWith({ endpointPublicAccess: true }), message: wide },
    'two halves are an open list': { on: open('0.0.0.0/1', '128.0.0.0/1'), message: wide },
    'an open list is not accepted as a restricted one': {
      on: open('::/0'),
      params: { acceptRestricted: true },
      message: wide,
    },
    'a restricted list': { on: open('203.0.113.0/24'), message: limited, grade: 'medium' },
    'no tag exempts a cluster unless policy says so': { on: tagged(approved), message: wide },
    'another value of an exempting tag exempts nothing': {
      on: tagged({ 'api-exposure': 'approved-not' }),
      params: { exemptTags: approved },
      message: wide,
    },
    'an Auto Mode cluster': {
      on: clusterWith({ endpointPublicAccess: true }, { computeConfig: { enabled: true } }),
      message: wide,
    },
    'a cluster with hybrid nodes': {
      on: clusterWith({ endpointPublicAccess: true }, { remoteNetworkConfig: { remoteNodeNetworks: [] } }),
      message: wide,
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
    ...Object.fromEntries(
      (['CREATING', 'PENDING', 'DELETING'] as const).map((status) => [
        `a cluster that is ${status}`,
        {
          on: clusterWith({ endpointPublicAccess: true }, { status }),
          reason: 'in-transition' as const,
          message: `Its state is ${status}.`,
        },
      ]),
    ),
  },
  notApplicable: {
    'a registered cluster': {
      on: clusterWith({ endpointPublicAccess: true }, { connectorConfig: { provider: 'OTHER' } }),
      message: 'a registered cluster is not run by EKS',
    },
    'a local cluster on Outposts': {
      on: clusterWith({ endpointPublicAccess: true }, { outpostConfig: { outpostArns: [] } }),
      message: 'a local cluster on Outposts has a private endpoint only',
    },
    'a cluster that was never made': {
      on: clusterWith({ endpointPublicAccess: true }, { status: 'FAILED' }),
      message: 'its creation failed',
    },
    'a cluster with a tag that policy exempts': {
      on: tagged(approved),
      params: { exemptTags: approved },
      message: 'policy exempts clusters with the tag api-exposure=approved',
    },
  },
});

it('the evidence is what it is, and what it should be', () => {
  const [found] = judgedBy(rule, open('0.0.0.0/0')).judgements;
  const at = 'resourcesVpcConfig.endpointPublicAccess';
  expect(found?.evidence).toEqual([{ at, actual: true, expected: false }]);
});
it('the plan leaves the API a private endpoint', () => {
  expect(judgedBy(rule, open('0.0.0.0/0')).plan()).toMatchObject([
    { request: { endpointPublicAccess: false, endpointPrivateAccess: true } },
  ]);
});
