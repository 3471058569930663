import { defineAction, wire, type Action, type CannotPlan, type ResourceOf } from '#model';
import { cannotPlan } from '#rule';
import { logGroup } from './resource.ts';

/**
 * Says how long a log group keeps its events. What is older than a shorter period is deleted for good. Where a policy of
 * the account rules, the period has no effect.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
export const putRetention = defineAction({
  name: 'logs.put-retention',
  on: logGroup,
  kind: 'replace',
  permissions: ['logs:PutRetentionPolicy'],
  writes: ['retentionInDays'],
  request: wire<{ retentionInDays: number }>(),
  simulate: (it, { retentionInDays }) => [{ put: { ...it, config: { ...it.config, retentionInDays } } }],
  undo: ({ config: { retentionInDays } }, _, again) =>
    retentionInDays === undefined ? [] : [again({ retentionInDays })],
});

/**
 * The periods that there are, in days.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
const periods: readonly number[] = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

/** Keeps events for so many days, or for the next longer period that there is; it never shortens. */
export function keepFor(it: ResourceOf<typeof logGroup>, days: number): readonly Action[] | CannotPlan {
  const { retentionInDays: now, retentionPolicyName: policy } = it.config;
  if (policy !== undefined) return cannotPlan(`the policy ${policy} of the account rules: change it there`);
  const period = periods.find((one) => one >= days);
  if (period === undefined) return cannotPlan('no period is as long: let the log group never expire');
  if (now === undefined || now >= period) return cannotPlan('only a longer period deletes nothing');
  return [putRetention(it, { retentionInDays: period })];
}
