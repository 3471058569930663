import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { patchDropped } from '#clouds/kubernetes/workload/capability-actions';
import { keepsAllAsRoot, surplusIn, surplusOf } from '#clouds/kubernetes/workload/capability-facts';
import { namesOf, ownContexts, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity, podSecurityMinor } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { byVersion, minorBy } from '#clouds/kubernetes/workload/version-facts';
import { minorVersion, nameList } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-capabilities-not-dropped',
  on: workloads,
  uses: [podSecurity, podSecurityMinor],
  title: 'Containers drop all capabilities but the one for low ports',
  severity: 'low',
  grades: ['medium'],
  control: 'workloads-unprivileged',
  why: 'The capabilities that a runtime gives by default help an intruder who is root in the container.',
  fix: 'Drop ALL in every container, and add NET_BIND_SERVICE for a port below 1024.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  peers: [
    'kubescape:C-0201',
    'kubescape:C-0220',
    'prowler:core_minimize_containers_capabilities_assigned',
    'psa:capabilities_restricted',
    'trivy:AVD-KSV-0003',
    'trivy:AVD-KSV-0106',
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
    return byVersion(minor, [0, 22, 25], (version) => {
      if (version < 22) return notApplicable('the restricted standard says nothing about it before 1.22');
      if (version >= 25 && pod.windows) return notApplicable('its pods say that they run Windows');
      const bad = surplusIn(pod);
      if (bad.length === 0) return pass();
      const grade = bad.some(keepsAllAsRoot) ? 'medium' : undefined;
      const message = toldOf(pod, `Containers keep capabilities: ${namesOf(bad, surplusOf)}.`);
      return fail(message, ownContexts(bad, { capabilities: { drop: ['ALL'] } }), { grade });
    });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) => planPatch(it, fact(podSecurity, it), patchDropped),
  },
});
