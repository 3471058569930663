import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { isEscalated } from '#clouds/kubernetes/workload/capability-facts';
import { namesOf, ownContexts, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { patchEscalation } from '#clouds/kubernetes/workload/escalation-actions';
import { podSecurity, podSecurityMinor } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { byVersion, minorBy } from '#clouds/kubernetes/workload/version-facts';
import { minorVersion, nameList } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-allow-privilege-escalation',
  on: workloads,
  uses: [podSecurity, podSecurityMinor],
  title: 'Processes of containers gain no rights that they did not start with',
  severity: 'medium',
  grades: ['low'],
  control: 'workloads-unprivileged',
  why: 'With setuid programs a process of a container can become root again.',
  fix: 'Set allowPrivilegeEscalation to false in every container.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  peers: [
    'kube-bench:eks-1.8.0/4.2.5',
    'kubescape:C-0016',
    'kubescape:C-0197',
    'prowler:core_minimize_allowPrivilegeEscalation_containers',
    'psa:allowPrivilegeEscalation',
    'trivy:AVD-KSV-0001',
  ],
  params: z.object({
    pssVersion: minorVersion(),
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const minor = minorBy(params.pssVersion, () => fact(podSecurityMinor, it));
    return byVersion(minor, [0, 8, 25], (version) => {
      if (version < 8) return notApplicable('the field exists since 1.8');
      if (version >= 25 && pod.windows) return notApplicable('its pods say that they run Windows');
      const bad = pod.containers.filter(({ own }) => own.allowPrivilegeEscalation !== false);
      if (bad.length === 0) return pass();
      const grade = pod.onWindowsNodes || bad.every(isEscalated) ? 'low' : undefined;
      const message = `Containers may gain rights: ${namesOf(bad, (one) => (isEscalated(one) ? ['privileged'] : []))}.`;
      return fail(toldOf(pod, message), ownContexts(bad, { allowPrivilegeEscalation: false }), { grade });
    });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) => planPatch(it, fact(podSecurity, it), patchEscalation),
  },
});
