import { logGroup } from '#clouds/aws/logs/log-group/resource';
import rule from '#rules/aws/eks/eks-control-plane-log-retention';
import { clusterWith } from '../../../support/aws/eks.ts';
import { planeLogWith } from '../../../support/aws/logs.ts';
import { testRule } from '../../../support/test-rule.ts';

const logging = { clusterLogging: [{ types: ['audit' as const], enabled: true }] };
const on = clusterWith({}, { logging });
const kept = (...[config]: Parameters<typeof planeLogWith>) => ({ on, beside: [planeLogWith(config)] });
const says = (what: string) => ({ message: `The log group /aws/eks/shop/cluster ${what}.` });
const person = (what: string) => ({ cannot: `it ${what}: a person decides on that` });
const kmsKeyId = 'arn:aws:kms:eu-west-1:111122223333:key/logs';

testRule(rule, {
  pass: {
    'a year': kept({ retentionInDays: 365 }),
    'for good': kept(),
    'as long as policy asks': { ...kept({ retentionInDays: 90 }), params: { minRetentionDays: 90 } },
    'for good, where policy asks for an end of all': {
      ...kept({ retentionInDays: 400 }),
      params: { requireExpiry: true },
    },
    'a key, where policy asks for one': { ...kept({ kmsKeyId }), params: { requireCmk: true } },
    'the group of another cluster, whose name begins alike, counts for nothing': {
      on,
      beside: [
        planeLogWith({ retentionInDays: 365 }),
        {
          ...planeLogWith({ retentionInDays: 1 }),
          id: 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/eks/shop2/cluster',
        },
      ],
    },
  },
  fail: {
    'a month': { ...kept({ retentionInDays: 30 }), ...says('keeps events for 30 days') },
    'less than a period that there is not': {
      ...kept({ retentionInDays: 365 }),
      params: { minRetentionDays: 366 },
      ...says('keeps events for 365 days'),
    },
    'more than there is a period for': {
      ...kept({ retentionInDays: 365 }),
      params: { minRetentionDays: 4000 },
      ...says('keeps events for 365 days'),
      cannot: 'no period is as long: let the log group never expire',
    },
    'a policy of the account that keeps events for a week': {
      ...kept({ retentionInDays: 7, retentionPolicyName: 'short' }),
      ...says('keeps events for 7 days'),
      cannot: 'the policy short of the account rules: change it there',
    },
    'for good, which policy does not allow': {
      ...kept(),
      params: { requireExpiry: true },
      ...says('keeps events for good'),
      ...person('keeps events for good'),
    },
    'no key, which policy asks for': {
      ...kept({ retentionInDays: 365 }),
      params: { requireCmk: true },
      ...says('is encrypted without a key of yours'),
      ...person('is encrypted without a key of yours'),
    },
    'each part that is wrong': {
      ...kept({ retentionInDays: 30 }),
      params: { requireCmk: true },
      ...says('keeps events for 30 days and is encrypted without a key of yours'),
      ...person('is encrypted without a key of yours'),
    },
  },
  unknown: {
    'a group that is not there yet': { on, reason: 'not-found' },
    'groups that could not be listed': { on, hidden: [logGroup], reason: 'denied' },
    'an answer without logging': { on: clusterWith({}), beside: [planeLogWith()], reason: 'field-missing' },
    'a cluster that is being made': { on: clusterWith({}, { logging, status: 'CREATING' }), reason: 'in-transition' },
    'a cluster without a name': {
      on: clusterWith({}, { logging, name: undefined }),
      beside: [planeLogWith()],
      reason: 'field-missing',
    },
  },
  notApplicable: {
    'no type of log is exported': {
      on: clusterWith({}, { logging: { clusterLogging: [{ types: ['audit'], enabled: false }] } }),
      beside: [planeLogWith({ retentionInDays: 1 })],
      message: 'its control plane exports no logs',
    },
    'a cluster that runs elsewhere': {
      on: clusterWith({}, { connectorConfig: {}, logging }),
      message: 'a registered cluster is not run by EKS',
    },
  },
});
