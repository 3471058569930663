import { z } from 'zod';
import { accountKeys } from '#clouds/gcp/gke/cluster/account-keys-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { count } from '#lib/params';
import { daysBetween, formatDate, parseInstant } from '#lib/time';
import { defineRule, fail, fieldMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-service-account-keys',
  on: gkeCluster,
  uses: [accountKeys],
  title: 'Nobody holds a key of an account that the nodes of a GKE cluster run as',
  severity: 'medium',
  grades: ['high'],
  timed: true,
  control: 'node-role-least-privilege',
  why: 'Whoever finds the file with such a key does from anywhere what nodes may do, until somebody disables it.',
  fix: 'Let workloads sign in by Workload Identity Federation, disable the key, wait, then delete it.',
  references: [
    'https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys',
    'https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts.keys',
  ],
  peers: ['prowler:iam_sa_no_user_managed_keys', 'prowler:iam_sa_user_managed_key_rotate_90_days'],
  params: z.object({ maxAgeDays: count(90) }),

  evaluate(cluster, { fact, params: { maxAgeDays }, at: now }) {
    const { accounts, keys, untold } = fact(accountKeys, cluster);
    if (accounts.length + untold.length === 0) return notApplicable('the cluster has no node pool');
    const usable = keys.filter(({ key }) => key.disabled !== true && !isOver(key.validBeforeTime, now));
    const found = usable.flatMap(({ account, id, at, key: { validAfterTime = '' } }) => {
      const days = daysBetween(validAfterTime, now);
      if (days === undefined) return [];
      const message = `The key ${id} signs in as ${account}, and has since ${formatDate(validAfterTime)}.`;
      const grade = days > maxAgeDays ? 'high' : undefined;
      return [
        fail<'high'>(
          message,
          { at: `${at}.validAfterTime`, actual: validAfterTime },
          { key: `${account}/${id}`, grade },
        ),
      ];
    });
    const ageless = found.length < usable.length ? [fieldMissing('keys.validAfterTime')] : [];
    const all = [...found, ...[...ageless, ...untold].slice(0, 1)];
    return all.length > 0 ? all : pass();
  },
});

const isOver = (end: string | undefined, now: string): boolean =>
  (parseInstant(end ?? '') ?? Infinity) <= (parseInstant(now) ?? 0);
