import { z } from 'zod';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { endAt, gkeOffer, gkeSupportEnds } from '#clouds/gcp/gke/cluster/support-facts';
import { count, flag, fromList } from '#lib/params';
import { isInAny } from '#lib/version-range';
import { defineRule, fail, isUnread, pass, passBecause } from '#rule';

export default defineRule({
  id: 'gke-version-unsupported',
  on: gkeCluster,
  uses: [gkeSupportEnds, gkeOffer],
  title: 'The control plane of a GKE cluster runs a Kubernetes minor that stays in support',
  severity: 'high',
  grades: ['medium', 'low'],
  control: 'kubernetes-supported',
  why: 'A minor past support gets no security patches, and GKE upgrades the cluster on a day that it chooses.',
  fix: 'Look for removed APIs in use, then upgrade the control plane minor by minor, and its pools after it.',
  references: [
    'https://cloud.google.com/kubernetes-engine/versioning',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/upgrade-assist',
  ],
  peers: ['kubescape:C-0273'],
  params: z.object({
    warnDays: count(60),
    allowExtended: flag(false),
    denyVersions: fromList('deny.kubernetesVersions.gke'),
  }),
  timed: true,

  evaluate(cluster, { fact, params, at }) {
    const own = cluster.config.currentMasterVersion ?? '';
    const here = { at: 'currentMasterVersion', actual: own };
    if (isInAny(own, params.denyVersions)) return fail(`Policy denies Kubernetes ${own}.`, here);
    const ends = fact(gkeSupportEnds, cluster);
    if (isUnread(ends)) return ends;
    const { minor, isExtended, seen } = ends;
    const standard = endAt(ends.standard, at);
    if (isUnread(standard)) return standard;
    const extended = endAt(ends.extended, at);
    if (isUnread(extended)) return extended;
    const last = isExtended ? extended : standard;
    const kind = isExtended ? 'Extended' : 'Standard';
    if (last && last.left < 0) return fail(`${kind} support of Kubernetes ${minor} ended on ${last.day}.`, seen);
    const paid = fail(`Kubernetes ${minor} is in extended support.`, seen, { grade: 'medium' });
    const isLong = isExtended && params.allowExtended;
    if (!isLong && standard && standard.left < 0) return paid;
    const end = isLong ? extended : standard;
    if (end) {
      const ending = `${isLong ? 'Extended' : 'Standard'} support of Kubernetes ${minor} ends on ${end.day}.`;
      const soon = fail(ending, seen, { grade: 'low' });
      return end.left <= params.warnDays ? soon : passBecause(ending);
    }
    const offer = fact(gkeOffer, cluster);
    if (isUnread(offer)) return offer;
    if (offer.is === 'offered') return pass();
    return fail(`GKE no longer offers Kubernetes ${minor} in ${offer.location}, only later minors.`, offer.seen);
  },
});
