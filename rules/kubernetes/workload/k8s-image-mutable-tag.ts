import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { patchToDigest } from '#clouds/kubernetes/workload/image-actions';
import { changeableIn, imageWords, isFloating, runningDigests } from '#clouds/kubernetes/workload/image-facts';
import { floatingTags, imageEvidence, unreadImage } from '#clouds/kubernetes/workload/image-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { flag, nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-image-mutable-tag',
  on: workloads,
  uses: [podSecurity, runningDigests],
  title: 'Images are named so that they cannot change',
  severity: 'medium',
  grades: ['low'],
  control: 'images-from-trusted-sources',
  why: 'Whoever can push to the registry changes what runs at the next restart, and nobody sees what ran before.',
  fix: 'Name the image by its digest, or by a tag that is never moved.',
  references: ['https://kubernetes.io/docs/concepts/containers/images/'],
  peers: ['kubescape:C-0075', 'kubescape:C-0306', 'prowler:core_image_tag_fixed', 'trivy:AVD-KSV-0013'],
  params: z.object({
    floatingTags: nameList(floatingTags),
    requireDigest: flag(false),
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const bad = changeableIn(pod, params);
    if (bad.length === 0) return unreadImage(pod) ?? pass();
    const grade = bad.some((one) => isFloating(one, params.floatingTags)) ? undefined : ('low' as const);
    const message = `Images can change under their names: ${bad.map(imageWords).join(', ')}.`;
    return fail(toldOf(pod, message), imageEvidence(bad, fact(runningDigests, it)), { grade });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact, params }) =>
      planPatch(it, fact(podSecurity, it), (pod) => patchToDigest(changeableIn(pod, params), fact(runningDigests, it))),
  },
});
