import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { evidenceOf, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { patchWithoutVolumes } from '#clouds/kubernetes/workload/volume-actions';
import { givesSocket, hostVolumes, hostVolumeWords, runtimeSockets } from '#clouds/kubernetes/workload/volume-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-container-runtime-socket',
  on: workloads,
  uses: [podSecurity],
  title: 'No container is given the socket of the container runtime',
  severity: 'high',
  control: 'workloads-apart-from-the-host',
  why: 'Who speaks to the runtime starts privileged containers on the node; a read-only mount does not hinder that.',
  fix: 'Remove the volume; give agents that need it an exemption by image.',
  references: ['https://kubernetes.io/docs/concepts/storage/volumes/'],
  peers: ['eks-bpg:security/pods', 'kubescape:C-0074', 'trivy:AVD-KSV-0006'],
  params: z.object({
    runtimeSockets: nameList(runtimeSockets),
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const bad = hostVolumes(pod).filter((volume) => givesSocket(volume, params.runtimeSockets));
    if (bad.length === 0) return pass();
    const message = `Volumes give the socket of the container runtime: ${bad.map(hostVolumeWords).join(', ')}.`;
    return fail(toldOf(pod, message), evidenceOf(bad));
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact, params }) =>
      planPatch(it, fact(podSecurity, it), (pod) =>
        patchWithoutVolumes(
          pod,
          hostVolumes(pod).filter((volume) => givesSocket(volume, params.runtimeSockets)),
        ),
      ),
  },
});
