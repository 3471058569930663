import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { patchOutOfRootGroup } from '#clouds/kubernetes/workload/group-actions';
import { rootGroupOf } from '#clouds/kubernetes/workload/group-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-run-as-root-group',
  on: workloads,
  uses: [podSecurity],
  title: 'No container of a workload is told to run in the group of root',
  severity: 'low',
  control: 'workloads-not-root',
  why: 'Much of an image, and of what is mounted into it, may be written by group 0.',
  fix: 'Set runAsGroup and fsGroup to other groups than 0.',
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  peers: ['trivy:AVD-KSV-0021', 'trivy:AVD-KSV-0116'],
  params: z.object({
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    if (pod.windows) return notApplicable('its pods run on Windows');
    const { words, evidence } = rootGroupOf(pod);
    if (words.length === 0) return pass();
    return fail(toldOf(pod, `By what the workload sets, ${words.join('; ')}.`), evidence);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) => planPatch(it, fact(podSecurity, it), patchOutOfRootGroup),
  },
});
