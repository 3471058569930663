import { z } from 'zod';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { minorsIn, runnersOf, standingOf, subscriptionIn } from '#clouds/azure/aks/version/facts';
import { aksVersions, versionsAddress } from '#clouds/azure/aks/version/resource';
import { flag } from '#lib/params';
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
  params: z.object({ allowPreview: flag(false) }),

  evaluate({ id, config }, { find, params }) {
    const { location, supportPlan } = config;
    const listed = find(aksVersions, versionsAddress(subscriptionIn(id), location));
    if (isUnread(listed)) return listed;
    if (listed === 'absent') return unknown('not-found', `What AKS offers in ${location} was not read.`);
    if (!listed.config.values) return fieldMissing(`${listed.id}#values`);
    const runners = runnersOf(config);
    const bad = runners
      .flatMap((it) => (isUnread(it) ? [] : { ...it, is: standingOf(listed.config, it.minor, supportPlan) }))
      .filter(({ is }) => is !== 'offered' && !(is === 'preview' && params.allowPreview));
    if (bad.length === 0) return runners.find(isUnread) ?? pass();
    const message = bad.map(({ what, minor, is }) => `${what} runs Kubernetes ${minor}, ${words[is]} in ${location}.`);
    const expected = minorsIn(listed.config);
    const grade = bad.every(({ is }) => is === 'preview') ? ('low' as const) : undefined;
    const seen = bad.map(({ at, version }) => ({ at, actual: version, expected }));
    const found = fail(message.join(' '), seen, { grade });
    return found;
  },
});

const words = {
  offered: 'which AKS offers',
  preview: 'which is a preview',
  'long-term': 'which is out of support without the long-term plan',
  unlisted: 'which AKS does not support',
};
