import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { namesOf, ownContexts, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { patchReadOnly } from '#clouds/kubernetes/workload/root-file-actions';
import { writableIn } from '#clouds/kubernetes/workload/root-file-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-writable-root-filesystem',
  on: workloads,
  uses: [podSecurity],
  title: 'Containers cannot write to their root file system',
  severity: 'medium',
  control: 'workloads-unprivileged',
  why: 'An intruder who can write there brings tools along and changes what the container runs.',
  fix: 'Set readOnlyRootFilesystem, and mount an empty directory where the container writes.',
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  peers: ['kubescape:C-0017', 'prowler:core_readonly_root_filesystem_enabled', 'trivy:AVD-KSV-0014'],
  params: z.object({
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    if (pod.windows || pod.onWindowsNodes) return notApplicable('its pods run Windows, which knows no such field');
    const bad = writableIn(pod);
    if (bad.length === 0) return pass();
    const message = `The root file system is writable for containers: ${namesOf(bad)}.`;
    return fail(toldOf(pod, message), ownContexts(bad, { readOnlyRootFilesystem: true }));
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) => planPatch(it, fact(podSecurity, it), patchReadOnly),
  },
});
