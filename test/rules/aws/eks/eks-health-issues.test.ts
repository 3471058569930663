import type { ClusterIssueCode } from '@aws-sdk/client-eks';
import rule from '#rules/aws/eks/eks-health-issues';
import { clusterWith, nodegroupWith } from '../../../support/aws/eks.ts';
import { testRule } from '../../../support/test-rule.ts';

const cluster = (...codes: readonly (ClusterIssueCode | undefined)[]) => ({
  on: clusterWith({}, { health: { issues: codes.map((code) => ({ code, message: 'Something is gone.' })) } }),
});

testRule(rule, {
  pass: {
    'no issues': cluster(),
    'no health at all': { on: clusterWith({}) },
    'a node group without issues': { on: nodegroupWith({ health: { issues: [] } }) },
    'a cluster that is being updated': { on: clusterWith({}, { status: 'UPDATING' }) },
    'issues of keys are judged by the rule on keys': cluster('KmsKeyDisabled', 'KmsGrantRevoked'),
  },
  fail: {
    'an issue': { ...cluster('InsufficientFreeAddresses'), message: 'EKS reports InsufficientFreeAddresses.' },
    'several issues are one finding': {
      ...cluster('Other', 'AccessDenied', 'KmsKeyNotFound', 'Other'),
      message: 'EKS reports AccessDenied, Other.',
    },
    'an issue without a code': { ...cluster(undefined), message: 'EKS reports an issue without a code.' },
    ...Object.fromEntries(
      (
        [
          'IamRoleNotFound',
          'Ec2SecurityGroupNotFound',
          'Ec2SubnetNotFound',
          'VpcNotFound',
          'StsRegionalEndpointDisabled',
          'UnsupportedVersion',
        ] as const
      ).map(
        (code) => [`${code} is grave`, { ...cluster(code), message: `EKS reports ${code}.`, grade: 'high' }] as const,
      ),
    ),
    'a node group whose role is gone': {
      on: nodegroupWith({ status: 'DEGRADED', health: { issues: [{ code: 'IamNodeRoleNotFound' }] } }),
      message: 'EKS reports IamNodeRoleNotFound.',
      grade: 'high',
    },
    'a node group that cannot start instances': {
      on: nodegroupWith({ health: { issues: [{ code: 'AsgInstanceLaunchFailures' }] } }),
      message: 'EKS reports AsgInstanceLaunchFailures.',
    },
    'a cluster that failed': { on: clusterWith({}, { status: 'FAILED' }), message: 'Its state is FAILED.' },
    ...Object.fromEntries(
      (['DEGRADED', 'CREATE_FAILED', 'DELETE_FAILED'] as const).map(
        (status) =>
          [
            `a node group in the state ${status}`,
            { on: nodegroupWith({ status }), message: `Its state is ${status}.` },
          ] as const,
      ),
    ),
  },
  unknown: {
    'a cluster without a state': { on: clusterWith({}, { status: undefined }), reason: 'field-missing' },
    'a cluster that is being made': { on: clusterWith({}, { status: 'CREATING' }), reason: 'in-transition' },
    'a node group that is being deleted': { on: nodegroupWith({ status: 'DELETING' }), reason: 'in-transition' },
  },
  notApplicable: {
    'a registered cluster': {
      on: clusterWith({}, { connectorConfig: { provider: 'OTHER' }, health: { issues: [{ code: 'Other' }] } }),
      message: 'a registered cluster is not run by EKS',
    },
  },
});
