import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { evidenceOf, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { patchToAlways } from '#clouds/kubernetes/workload/pull-policy-actions';
import { pullPoliciesIn } from '#clouds/kubernetes/workload/pull-policy-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { flag, nameList } from '#lib/params';
import { defineRule, fail, pass, unknown } from '#rule';

export default defineRule({
  id: 'k8s-image-pull-policy',
  on: workloads,
  uses: [podSecurity],
  title: 'Nodes ask the registry for images that can change under their names',
  severity: 'low',
  control: 'images-from-trusted-sources',
  why: 'A node runs the copy that it holds: an old one with flaws that were mended, or one that this pod may not pull.',
  fix: 'Set imagePullPolicy to Always, or name the image by its digest.',
  references: ['https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy'],
  peers: ['kubescape:C-0075'],
  params: z.object({
    requireAlways: flag(false),
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const { cached, unsaid } = pullPoliciesIn(pod, params.requireAlways);
    if (cached.length === 0 && unsaid.length > 0)
      return unknown('malformed', `Nobody can say how the images of containers are pulled: ${unsaid.join(', ')}.`);
    if (cached.length === 0) return pass();
    const message = `Nodes may run copies of images that they hold: ${cached.map(({ words }) => words).join(', ')}.`;
    return fail(toldOf(pod, message), evidenceOf(cached));
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact, params }) =>
      planPatch(it, fact(podSecurity, it), (pod) => patchToAlways(pod, params.requireAlways)),
  },
});
