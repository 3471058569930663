import { z } from 'zod';
import { authorityEnd, expiryWarning, joiningEnds } from '#clouds/gcp/gke/cluster/certificate-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { count } from '#lib/params';
import { daysBetween, formatDate } from '#lib/time';
import { defineRule, fail, isUnread, pass } from '#rule';

export default defineRule({
  id: 'gke-cluster-ca-expiring',
  on: gkeCluster,
  title: 'The certificates that a GKE cluster lives by are valid for some time yet',
  severity: 'high',
  grades: ['critical', 'medium'],
  control: 'clusters-survive',
  why: 'Once the authority of a cluster has ended nothing in it trusts its control plane, and it cannot be repaired in place.',
  fix: 'Rotate the credentials of the cluster, make its pools anew, and give clients the new authority.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/credential-rotation'],
  params: z.object({ warnDays: count(90) }),
  timed: true,

  evaluate({ config }, { params: { warnDays }, at }) {
    const leftOf = (ends: string): number => daysBetween(at, ends) ?? 0;
    const says = (ends: string): string => `${ends <= at ? 'ended' : 'ends'} on ${formatDate(ends)}.`;
    const joined = joiningEnds(config);
    const joining = joined.flatMap((it) => (isUnread(it) || leftOf(it.ends) > warnDays ? [] : [it]));
    const pools = [...Map.groupBy(joining, ({ pool }) => pool)].map(([key, found]) => {
      const [ends = ''] = found.map((it) => it.ends).toSorted();
      const seen = found.map((it) => it.seen);
      const message = `The certificate by which nodes of ${key} join ${says(ends)}`;
      return fail<'medium'>(message, seen, { key, grade: 'medium' });
    });
    const authority = authorityEnd(config);
    const told = expiryWarning(config);
    const warned = told ? fail('GKE says that the authority of the cluster ends soon.', told) : undefined;
    if (isUnread(authority)) return [...pools, warned ?? authority];
    const { ends, seen } = authority;
    const left = leftOf(ends);
    const grade = left <= lastDays ? 'critical' : undefined;
    if (left <= warnDays)
      return [...pools, fail<'critical'>(`The authority of the cluster ${says(ends)}`, seen, { grade })];
    return [...pools, warned ?? joined.find(isUnread) ?? pass()];
  },
});

const lastDays = 7;
