import type { Evidence } from '#rule';
import type { logGroup } from './resource.ts';

/** What is asked of the log group of a control plane. */
export interface Keeping {
  /** In days. */
  readonly minRetentionDays: number;
  /** Whether events have to expire at all, and be encrypted with a key of the account. */
  readonly requireExpiry: boolean;
  readonly requireCmk: boolean;
}

/** What is wrong with how a log group keeps its events. */
export interface Lack {
  readonly is: 'short' | 'endless' | 'without a key';
  readonly says: string;
  readonly seen: Evidence;
}

/**
 * What a log group lacks of what is asked. A group without a period keeps events for good; the period that is shown is the
 * one in effect, also where a policy of the account sets it.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html
 */
export function lacksOf(config: typeof logGroup.config, id: string, asked: Keeping): readonly Lack[] {
  const { retentionInDays: days, kmsKeyId } = config;
  const short: Lack = {
    is: 'short',
    says: `keeps events for ${days ?? 0} days`,
    seen: { at: `${id}#retentionInDays`, actual: days, expected: `${asked.minRetentionDays} or more` },
  };
  const endless: Lack = {
    is: 'endless',
    says: 'keeps events for good',
    seen: { at: `${id}#`, actual: 'no retentionInDays', expected: 'retentionInDays' },
  };
  const open: Lack = {
    is: 'without a key',
    says: 'is encrypted without a key of yours',
    seen: { at: `${id}#`, actual: 'no kmsKeyId', expected: 'kmsKeyId' },
  };
  return [
    ...(days !== undefined && days < asked.minRetentionDays ? [short] : []),
    ...(days === undefined && asked.requireExpiry ? [endless] : []),
    ...(kmsKeyId === undefined && asked.requireCmk ? [open] : []),
  ];
}
