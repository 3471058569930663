import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { evidenceOf, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity, podSecurityMinor } from '#clouds/kubernetes/workload/facts';
import { patchHosts } from '#clouds/kubernetes/workload/probe-actions';
import { chosenHosts, isNodeSide } from '#clouds/kubernetes/workload/probe-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { byVersion, minorBy } from '#clouds/kubernetes/workload/version-facts';
import { minorVersion, nameList } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-probe-lifecycle-host',
  on: workloads,
  uses: [podSecurity, podSecurityMinor],
  title: 'Probes and hooks ask the pod that they belong to',
  severity: 'low',
  grades: ['medium'],
  control: 'workloads-apart-from-the-host',
  why: 'The kubelet sends such a request from the node: the pod makes it reach what the pod itself cannot.',
  fix: 'Remove host from probes and lifecycle hooks: the kubelet then asks the pod.',
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
  ],
  peers: ['psa:hostProbesAndHostLifecycle'],
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
    return byVersion(minor, [0, 34], (version) => {
      if (version < 34) return notApplicable('the baseline says nothing about it before 1.34');
      const bad = chosenHosts(pod);
      if (bad.length === 0) return pass();
      const grade = bad.some(({ host }) => isNodeSide(host, pod.spec.hostNetwork === true)) ? 'medium' : undefined;
      const seen = bad.map(({ container, of, host }) => `${container.name} ${of} (${host})`).join(', ');
      return fail(toldOf(pod, `Probes or hooks ask hosts of their choice: ${seen}.`), evidenceOf(bad), { grade });
    });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) => planPatch(it, fact(podSecurity, it), patchHosts),
  },
});
