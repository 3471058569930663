import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { podContext, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity, podSecurityMinor } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { safeAt, safeSysctls, sysctlsOf } from '#clouds/kubernetes/workload/sysctl-facts';
import { byVersion, minorBy } from '#clouds/kubernetes/workload/version-facts';
import { minorVersion, nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-unsafe-sysctls',
  on: workloads,
  uses: [podSecurity, podSecurityMinor],
  title: 'Pods set no unsafe kernel parameters',
  severity: 'medium',
  control: 'workloads-confined',
  why: 'An unsafe parameter reaches other pods of the node, or brings its kernel down.',
  fix: 'Remove the parameter, or set it on nodes that are kept for the workload.',
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/',
  ],
  peers: ['psa:sysctls', 'trivy:AVD-KSV-0026'],
  params: z.object({
    pssVersion: minorVersion(),
    safeSysctls: z.record(z.string().regex(/^1\.\d+$/), z.array(z.string())).default(safeSysctls),
    extraAllowed: nameList(),
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const minor = minorBy(params.pssVersion, () => fact(podSecurityMinor, it));
    const versions = Object.keys(params.safeSysctls).map((key) => Number(key.slice(2)));
    return byVersion(minor, [Math.max(0, ...versions), 0, ...versions], (version) => {
      const safe = new Set([...safeAt(params.safeSysctls, version), ...params.extraAllowed]);
      const bad = sysctlsOf(pod).filter(({ name }) => !safe.has(name));
      if (bad.length === 0) return pass();
      const message = `Unsafe kernel parameters are set: ${bad.map(({ name }) => name).join(', ')}.`;
      return fail(toldOf(pod, message), podContext(pod, { sysctls: [...safe] }));
    });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact, params }) =>
      planPatch(it, fact(podSecurity, it), (pod) => {
        const safe = [...safeAt(params.safeSysctls, 0), ...params.extraAllowed];
        const kept = sysctlsOf(pod).filter(({ name }) => safe.includes(name));
        return { securityContext: { sysctls: kept.length > 0 ? kept : null } };
      }),
  },
});
