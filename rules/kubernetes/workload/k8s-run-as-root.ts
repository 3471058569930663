import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { podSecurity, podSecurityMinor } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { patchToNonRoot } from '#clouds/kubernetes/workload/root-actions';
import { rootChanges, rootFault } from '#clouds/kubernetes/workload/root-facts';
import { byVersion, minorBy } from '#clouds/kubernetes/workload/version-facts';
import { minorVersion, nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-run-as-root',
  on: workloads,
  uses: [podSecurity, podSecurityMinor],
  title: 'No container of a workload can run as root',
  severity: 'medium',
  grades: ['high', 'low'],
  control: 'workloads-not-root',
  why: 'Root in a container is root on the node as soon as one flaw of the runtime or kernel is found.',
  fix: 'Set runAsNonRoot for the pod, and give every container a user other than 0.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  peers: [
    'kubescape:C-0013',
    'kubescape:C-0198',
    'prowler:core_minimize_root_containers_admission',
    'psa:runAsNonRoot',
    'psa:runAsUser',
    'trivy:AVD-KSV-0012',
    'trivy:AVD-KSV-0020',
    'trivy:AVD-KSV-0105',
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
    return byVersion(minor, rootChanges, (version) => {
      const fault = rootFault(pod, version);
      return fault ? fail(toldOf(pod, fault.says), fault.evidence, { grade: grades[fault.risk] }) : pass();
    });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) => planPatch(it, fact(podSecurity, it), patchToNonRoot),
  },
});

const grades = { root: 'high', unproven: undefined, unguarded: 'low' } as const;
