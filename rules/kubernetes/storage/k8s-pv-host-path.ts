import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { claimOf, isSensitiveItself, isSensitivePath } from '#clouds/kubernetes/persistent-volume/facts';
import { persistentVolume } from '#clouds/kubernetes/persistent-volume/resource';
import { sensitivePaths } from '#clouds/kubernetes/workload/volume-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, fieldMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-pv-host-path',
  on: persistentVolume,
  title: 'No persistent volume is a path of a node',
  severity: 'medium',
  grades: ['high', 'low'],
  control: 'workloads-apart-from-the-host',
  why: 'Pod Security does not look behind a claim: a pod that may mount no path of its node gets one all the same.',
  fix: 'Move the data to a volume of a CSI driver, then delete the persistent volume.',
  references: [
    'https://kubernetes.io/docs/concepts/storage/persistent-volumes/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  ],
  peers: ['kubescape:C-0048'],
  params: z.object({ sensitivePaths: nameList(sensitivePaths), exemptNamespaces: nameList(keptNamespaces) }),
  exempts: 'namespaces',

  evaluate({ config: { spec } }, { params }) {
    if (!spec) return fieldMissing('spec');
    const { hostPath, local } = spec;
    const claim = claimOf(spec);
    const by = claim === undefined ? 'no claim is bound to it' : `the claim ${claim} has it`;
    if (hostPath) {
      const message = `The volume is the path ${hostPath.path} of a node; ${by}.`;
      const grave = isSensitivePath(hostPath.path, params.sensitivePaths) ? ('high' as const) : undefined;
      const grade = claim === undefined ? ('low' as const) : grave;
      return fail(message, { at: 'spec.hostPath', actual: hostPath }, { grade });
    }
    if (!local) return notApplicable('it is no path of a node');
    if (!isSensitiveItself(local.path, params.sensitivePaths)) return pass();
    const message = `The volume is the directory ${local.path} of a node, and no disk of its own; ${by}.`;
    return fail(message, { at: 'spec.local', actual: local }, { grade: 'high' as const });
  },
});
