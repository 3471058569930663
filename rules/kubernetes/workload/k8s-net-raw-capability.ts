import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { patchOfContainers, planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { dropNetRaw, keepsNetRaw } from '#clouds/kubernetes/workload/capability-facts';
import { namesOf, ownContexts, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-net-raw-capability',
  on: workloads,
  uses: [podSecurity],
  title: 'Containers that give up capabilities give up NET_RAW too',
  severity: 'low',
  control: 'workloads-unprivileged',
  why: 'With NET_RAW a container forges packets, and answers for others on the network of its node.',
  fix: 'Drop ALL, and add the single capabilities that the container needs.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  peers: ['kubescape:C-0199', 'prowler:core_minimize_net_raw_capability_admission', 'trivy:AVD-KSV-0119'],
  params: z.object({
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    if (pod.windows) return notApplicable('its pods run on Windows');
    const bad = pod.containers.filter(keepsNetRaw);
    if (bad.length === 0) return pass();
    const message = `Containers drop capabilities and keep NET_RAW: ${namesOf(bad)}.`;
    return fail(toldOf(pod, message), ownContexts(bad, { capabilities: { drop: ['ALL'] } }));
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) =>
      planPatch(it, fact(podSecurity, it), ({ containers }) =>
        patchOfContainers(containers.filter(keepsNetRaw), (one) => ({
          securityContext: { capabilities: { drop: dropNetRaw(one) } },
        })),
      ),
  },
});
