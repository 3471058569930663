import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { evidenceOf, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { missedPods } from '#clouds/kubernetes/workload/live-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { patchWithoutVolumes } from '#clouds/kubernetes/workload/volume-actions';
import { hostVolumeWords, otherHostVolumes, sensitivePaths, worstRisk } from '#clouds/kubernetes/workload/volume-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-hostpath-volume',
  on: workloads,
  uses: [podSecurity, missedPods],
  title: 'Pods mount no paths of their node',
  severity: 'high',
  grades: ['critical', 'medium'],
  control: 'workloads-apart-from-the-host',
  why: 'Who writes to the files of a node becomes root there; who reads them finds credentials.',
  fix: 'Replace the volume by a persistent volume claim, a projected volume or an empty directory.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  peers: [
    'kubescape:C-0045',
    'kubescape:C-0048',
    'prowler:core_minimize_hostpath_volume_mounts',
    'psa:hostPathVolumes',
    'trivy:AVD-KSV-0023',
    'trivy:AVD-KSV-0121',
  ],
  params: z.object({
    sensitivePaths: nameList(sensitivePaths),
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const bad = otherHostVolumes(pod);
    if (bad.length === 0) return pass();
    const grade = grades[worstRisk(bad, params.sensitivePaths)];
    const missed = grade === 'critical' ? undefined : fact(missedPods, it);
    if (missed) return missed;
    const message = `Volumes are paths of the node: ${bad.map(hostVolumeWords).join(', ')}.`;
    return fail(toldOf(pod, message), evidenceOf(bad), { grade });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) =>
      planPatch(it, fact(podSecurity, it), (pod) => patchWithoutVolumes(pod, otherHostVolumes(pod))),
  },
});

const grades = { takeover: 'critical', writable: undefined, readable: 'medium' } as const;
