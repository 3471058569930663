import { z } from 'zod';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { minorsIn, runnersOf, standingOf, subscriptionIn } from '#clouds/azure/aks/version/facts';
import { aksVersions, versionsAddress } from '#clouds/azure/aks/version/resource';
import { flag, fromList } from '#lib/params';
import { isInAny } from '#lib/version-range';
import { defineRule, fail, fieldMissing, isUnread, pass, unknown } from '#rule';

export default defineRule({
  id: 'aks-version-unsupported',
  on: aksCluster,
  uses: [aksVersions],
  title: 'An AKS cluster and its pools run a Kubernetes minor that AKS supports',
  severity: 'high',
  grades: ['low'],
  control: 'kubernetes-supported',
  why: 'A minor out of support gets no security patches, and nobody at Azure helps when it breaks.',
  fix: 'Upgrade the control plane minor by minor, then the pools; look for removed APIs in use first.',
  references: ['https://learn.microsoft.com/azure/aks/supported-kubernetes-versions'],
  peers: [
    'kubescape:C-0273',
    'powerpipe:kubernetes_cluster_upgraded_with_non_vulnerable_version',
    'prowler:aks_cluster_uses_a_supported_version',
  ],
  params: z.object({ allowPreview: flag(false), denyVersions: fromList('deny.kubernetesVersions.aks') }),

  evaluate({ id, config }, { find, params }) {
    const { location, supportPlan } = config;
    const runners = runnersOf(config);
    const known = runners.flatMap((it) => (isUnread(it) ? [] : [it]));
    const denied = known.filter(({ version }) => isInAny(version, params.denyVersions));
    const deniedWords = denied.map(({ what, version }) => `${what} runs Kubernetes ${version}, which policy denies.`);
    const deniedSeen = denied.map(({ at, version }) => ({ at, actual: version }));
    if (denied.length > 0) return fail(deniedWords.join(' '), deniedSeen);
    const listed = find(aksVersions, versionsAddress(subscriptionIn(id), location));
    if (isUnread(listed)) return listed;
    if (listed === 'absent') return unknown('not-found', `What AKS offers in ${location} was not read.`);
    if (!listed.config.values) return fieldMissing(`${listed.id}#values`);
    const bad = known
      .map((it) => ({ ...it, is: standingOf(listed.config, it.minor, supportPlan) }))
      .filter(({ is }) => is !== 'offered' && !(is === 'preview' && params.allowPreview));
    if (bad.length === 0) return runners.find(isUnread) ?? pass();
    const message = bad.map(({ what, minor, is }) => `${what} runs Kubernetes ${minor}, ${words[is]} in ${location}.`);
    const expected = minorsIn(listed.config);
    const grade = bad.every(({ is }) => is === 'preview') ? ('low' as const) : undefined;
    const seen = bad.map(({ at, version }) => ({ at, actual: version, expected }));
    return fail(message.join(' '), seen, { grade });
  },
});

const words = {
  offered: 'which AKS offers',
  preview: 'which is a preview',
  'long-term': 'which is out of support without the long-term plan',
  unlisted: 'which AKS does not support',
};
