import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { evidenceOf, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { unrestrictedVolumes } from '#clouds/kubernetes/workload/volume-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-restricted-volume-types',
  on: workloads,
  uses: [podSecurity],
  title: 'Pods use only the volumes that the restricted standard knows',
  severity: 'low',
  grades: ['medium'],
  control: 'workloads-apart-from-the-host',
  why: 'Old volume types bypass storage policies and carry credentials; gitRepo runs code of others as root on the node.',
  fix: 'Move the data to a persistent volume claim or an ephemeral volume.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  peers: ['psa:restrictedVolumes', 'trivy:AVD-KSV-0028'],
  params: z.object({
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const bad = unrestrictedVolumes(pod);
    if (bad.length === 0) return pass();
    const grade = bad.some(({ kind }) => kind === 'gitRepo') ? ('medium' as const) : undefined;
    const message = `Volumes are of other types: ${bad.map(({ name, kind }) => `${name} (${kind})`).join(', ')}.`;
    return fail(toldOf(pod, message), evidenceOf(bad), { grade });
  },
});
