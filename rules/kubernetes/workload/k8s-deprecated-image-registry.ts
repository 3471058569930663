import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { runningDigests, unreadImage } from '#clouds/kubernetes/workload/image-facts';
import { missedPods } from '#clouds/kubernetes/workload/live-facts';
import { patchToMovedRegistry } from '#clouds/kubernetes/workload/registry-actions';
import { deprecatedSources, sourceEvidence, sourceWords } from '#clouds/kubernetes/workload/registry-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-deprecated-image-registry',
  on: workloads,
  uses: [podSecurity, runningDigests, missedPods],
  title: 'Images come from registries that are still kept',
  severity: 'low',
  grades: ['medium'],
  control: 'images-from-trusted-sources',
  why: 'A frozen registry gets no fixes any more, and one that is closed leaves pods that cannot start.',
  fix: 'Name the image by its maintained home, such as registry.k8s.io for k8s.gcr.io, after a look that the tag is there.',
  references: ['https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/'],
  peers: ['kubescape:C-0253'],
  params: z.object({
    deprecatedRegistries: nameList([
      'k8s.gcr.io',
      'gcr.io/google-containers',
      'gcr.io/google_containers',
      'docker.io/bitnamilegacy',
      'quay.io/kubernetes-ingress-controller',
      'docker.pkg.github.com',
    ]),
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const bad = deprecatedSources(pod, params.deprecatedRegistries);
    if (bad.length === 0) return unreadImage(pod) ?? pass();
    const grade = bad.some(({ reference }) => !reference?.digest) ? ('medium' as const) : undefined;
    const missed = grade === undefined ? fact(missedPods, it) : undefined;
    if (missed) return missed;
    const message = `Images come from registries that are kept no more: ${sourceWords(bad)}.`;
    return fail(toldOf(pod, message), sourceEvidence(bad, fact(runningDigests, it)), { grade });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact, params }) =>
      planPatch(it, fact(podSecurity, it), (pod) => patchToMovedRegistry(pod, params.deprecatedRegistries)),
  },
});
