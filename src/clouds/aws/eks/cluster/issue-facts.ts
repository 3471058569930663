import { fieldMissing, type Evidence, type Unknown } from '#rule';
import type { eksNodegroup } from '../nodegroup/resource.ts';
import type { eksCluster } from './resource.ts';

/** What EKS says is wrong with a cluster or a node group, and what says so. */
export interface Trouble {
  readonly says: string;
  /** Something that it cannot do without is gone. */
  readonly isGrave: boolean;
  readonly seen: readonly Evidence[];
}

const unwell = ['FAILED', 'DEGRADED', 'CREATE_FAILED', 'DELETE_FAILED'];

const grave: readonly string[] = [
  'IamRoleNotFound',
  'IamNodeRoleNotFound',
  'Ec2SecurityGroupNotFound',
  'Ec2SubnetNotFound',
  'VpcNotFound',
  'StsRegionalEndpointDisabled',
  'UnsupportedVersion',
];

type Config = (typeof eksCluster)['config'] | (typeof eksNodegroup)['config'];

/**
 * The trouble that EKS reports by issues and by the state; undefined without any. Issues of keys are left to the rule on
 * keys.
 * Sources: https://docs.aws.amazon.com/eks/latest/APIReference/API_ClusterIssue.html,
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_Issue.html
 */
export function troubleOf({ status, health }: Config): Trouble | Unknown | undefined {
  if (status === undefined) return fieldMissing('status');
  const issues = (health?.issues ?? []).map(({ code }, i) => ({ code, at: `health.issues[${i}].code` }));
  const own = issues.filter(({ code }) => !isOfKey(code));
  const codes = [...new Set(own.map(({ code }) => code ?? 'an issue without a code'))].sort();
  const isUnwell = unwell.includes(status);
  if (codes.length === 0 && !isUnwell) return undefined;
  const says = codes.length > 0 ? `EKS reports ${codes.join(', ')}.` : `Its state is ${status}.`;
  const state = isUnwell ? [{ at: 'status', actual: status, expected: 'ACTIVE' }] : [];
  const seen = own.map(({ code, at }) =>
    code === undefined ? { at: 'health.issues', actual: 'no code' } : { at, actual: code },
  );
  return { says, isGrave: codes.some((code) => grave.includes(code)), seen: [...seen, ...state] };
}

/** Whether an issue is about the key that encrypts a cluster. */
export const isOfKey = (code: string | undefined): boolean => code?.startsWith('Kms') === true;
