import { eksAddon } from '#clouds/aws/eks/addon/resource';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import rule from '#rules/aws/guardduty/guardduty-eks-protection-off';
import { vpcCniWith } from '../../../support/aws/addons.ts';
import { clusterWith } from '../../../support/aws/eks.ts';
import { detectorsOf, detectorWith } from '../../../support/aws/guardduty.ts';
import { testRule } from '../../../support/test-rule.ts';

const shop = clusterWith({});
const off = 'GuardDuty is suspended in the region.';
const deaf = 'GuardDuty does not look at audit logs of clusters.';
const blind = 'GuardDuty does not look at what runs on nodes.';
const noRuntime = { RUNTIME_MONITORING: 'DISABLED' } as const;
const DataSources = { Kubernetes: { AuditLogs: { Status: 'ENABLED' } } } as const;
const byHand = detectorsOf(
  detectorWith(
    {},
    {
      Features: [
        { Name: 'EKS_AUDIT_LOGS', Status: 'ENABLED' },
        {
          Name: 'RUNTIME_MONITORING',
          Status: 'ENABLED',
          AdditionalConfiguration: [{ Name: 'EKS_ADDON_MANAGEMENT', Status: 'DISABLED' }],
        },
      ],
    },
  ),
);
const managed = {
  Name: 'RUNTIME_MONITORING',
  Status: 'ENABLED',
  AdditionalConfiguration: [{ Name: 'EKS_ADDON_MANAGEMENT', Status: 'ENABLED' }],
} as const;
const agentOn = (clusterName: string) => vpcCniWith(undefined, { addonName: 'aws-guardduty-agent', clusterName });
const untold = 'the answer does not say which features there are';

testRule(rule, {
  pass: {
    'audit logs and nodes are looked at': { on: detectorsOf(detectorWith()), beside: [shop] },
    'nodes are looked at by the older feature': {
      on: detectorsOf(detectorWith({ ...noRuntime, EKS_RUNTIME_MONITORING: 'ENABLED' })),
      beside: [shop],
    },
    'policy leaves nodes out': {
      on: detectorsOf(detectorWith(noRuntime)),
      beside: [shop],
      params: { requireRuntime: false },
    },
    'policy leaves nodes out, and whether agents are there was not read': {
      on: byHand,
      beside: [shop],
      hidden: [eksAddon],
      params: { requireRuntime: false },
    },
    'the agent is installed by hand on every cluster': {
      on: byHand,
      beside: [shop, agentOn('shop'), clusterWith({}, { name: 'far', connectorConfig: { provider: 'EKS_ANYWHERE' } })],
    },
  },
  fail: {
    'no detector': {
      on: detectorsOf(),
      beside: [shop],
      grade: 'high',
      message: 'GuardDuty was never turned on in the region.',
      cannot: 'turning GuardDuty on for an account is for whoever pays for it',
    },
    'a detector that is suspended': {
      on: detectorsOf(detectorWith({}, { Status: 'DISABLED' })),
      beside: [shop],
      grade: 'high',
      message: off,
    },
    'a suspended detector without features': {
      on: detectorsOf(detectorWith({ EKS_AUDIT_LOGS: 'DISABLED', ...noRuntime }, { Status: 'DISABLED' })),
      beside: [shop],
      grade: 'high',
      message: off,
    },
    'audit logs are not looked at': {
      on: detectorsOf(detectorWith({ EKS_AUDIT_LOGS: 'DISABLED' })),
      beside: [shop],
      message: deaf,
    },
    'neither audit logs nor nodes: the worse is said': {
      on: detectorsOf(detectorWith({ EKS_AUDIT_LOGS: 'DISABLED', ...noRuntime })),
      beside: [shop],
      message: deaf,
    },
    'no feature for audit logs': {
      on: detectorsOf(detectorWith({}, { Features: [managed] })),
      beside: [shop],
      message: deaf,
    },
    'it is suspended, and an old answer names no features': {
      on: detectorsOf(detectorWith({}, { Status: 'DISABLED', Features: undefined })),
      beside: [shop],
      grade: 'high',
      message: off,
      cannot: untold,
    },
    'nodes are not looked at': {
      on: detectorsOf(detectorWith(noRuntime)),
      beside: [shop],
      grade: 'low',
      message: blind,
    },
    'nodes are not looked at, and their add-on is not managed': {
      on: detectorsOf(
        detectorWith(
          {},
          {
            Features: [
              { Name: 'EKS_AUDIT_LOGS', Status: 'ENABLED' },
              {
                Name: 'RUNTIME_MONITORING',
                Status: 'DISABLED',
                AdditionalConfiguration: [{ Name: 'EKS_ADDON_MANAGEMENT', Status: 'DISABLED' }],
              },
            ],
          },
        ),
      ),
      beside: [shop],
      grade: 'low',
      message: blind,
    },
    'audit logs are not looked at, and policy leaves nodes out': {
      on: detectorsOf(detectorWith({ EKS_AUDIT_LOGS: 'DISABLED', ...noRuntime })),
      beside: [shop],
      params: { requireRuntime: false },
      message: deaf,
    },
  },
  unknown: {
    'a feature that does not say whether it is on': {
      on: detectorsOf(detectorWith({}, { Features: [{ Name: 'EKS_AUDIT_LOGS' }] })),
      beside: [shop],
      reason: 'field-missing',
    },
    'nobody brings the agent to a cluster': {
      on: byHand,
      beside: [shop, agentOn('other')],
      reason: 'outside',
      message: 'GuardDuty does not install its agent, and shop has no add-on aws-guardduty-agent.',
    },
    'whether the agent is there was not read': { on: byHand, beside: [shop], hidden: [eksAddon], reason: 'denied' },
    'nobody could say whether the region holds clusters': {
      on: detectorsOf(),
      hidden: [eksCluster],
      reason: 'denied',
    },
    'no status': { on: detectorsOf(detectorWith({}, { Status: undefined })), beside: [shop], reason: 'field-missing' },
    'neither features nor data sources': {
      on: detectorsOf(detectorWith({}, { Features: undefined })),
      beside: [shop],
      reason: 'field-missing',
    },
    'an old answer tells of data sources alone': {
      on: detectorsOf(detectorWith({}, { Features: undefined, DataSources })),
      beside: [shop],
      params: { requireRuntime: false },
      reason: 'field-missing',
    },
  },
  notApplicable: {
    'no cluster stands in the region': { on: detectorsOf(), message: 'no cluster stands in the region' },
  },
});
