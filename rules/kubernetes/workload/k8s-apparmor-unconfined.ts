import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { patchOfContainers, planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { appArmorAnnotations, appArmorSetters } from '#clouds/kubernetes/workload/profile-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-apparmor-unconfined',
  on: workloads,
  uses: [podSecurity],
  title: 'No workload turns AppArmor off',
  severity: 'low',
  control: 'workloads-confined',
  why: 'Without a profile a process that breaks out of a container meets no second wall.',
  fix: 'Remove the profile or the annotation: the runtime then applies its own.',
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://kubernetes.io/docs/tutorials/security/apparmor/',
  ],
  peers: ['kubescape:C-0055', 'psa:appArmorProfile', 'trivy:AVD-KSV-0002'],
  params: z.object({
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const { words, evidence } = appArmorSetters(pod);
    const noted = appArmorAnnotations(pod);
    if (words.length + noted.words.length === 0) return pass();
    const message = `AppArmor is off or unknown: ${[...words, ...noted.words].join(', ')}.`;
    return fail(toldOf(pod, message), [...evidence, ...noted.evidence]);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) =>
      planPatch(it, fact(podSecurity, it), (pod) => {
        const { atPod, containers } = appArmorSetters(pod);
        const { names } = appArmorAnnotations(pod);
        return patchOfContainers(containers, () => ({ securityContext: { appArmorProfile: null } }), {
          ...(atPod && { securityContext: { appArmorProfile: { type: 'RuntimeDefault', localhostProfile: null } } }),
          ...(names.length > 0 && { annotations: Object.fromEntries(names.map((name) => [name, null])) }),
        });
      }),
  },
});
