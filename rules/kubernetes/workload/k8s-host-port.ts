import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { patchOfContainers, planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { hostPortsOf, namesOf, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { withoutHostPorts } from '#clouds/kubernetes/workload/port-actions';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { nameList, portList } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-host-port',
  on: workloads,
  uses: [podSecurity],
  title: 'Containers take no port of their node',
  severity: 'medium',
  control: 'workloads-apart-from-the-host',
  why: 'A port of the node is reached past services and policies, by whoever reaches the node.',
  fix: 'Remove hostPort, and give the pods a service.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  peers: [
    'kubescape:C-0044',
    'prowler:core_minimize_admission_hostport_containers',
    'psa:hostPorts',
    'trivy:AVD-KSV-0024',
  ],
  params: z.object({
    allowedHostPorts: portList([]),
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    if (pod.spec.hostNetwork === true)
      return notApplicable('its pods share all ports of their node: hostNetwork is true');
    const bad = pod.containers.filter((one) => hostPortsOf(one, params.allowedHostPorts).length > 0);
    if (bad.length === 0) return pass();
    const seen = bad.flatMap((one) => hostPortsOf(one, params.allowedHostPorts));
    const names = namesOf(bad, (one) => hostPortsOf(one, params.allowedHostPorts).map(({ actual }) => String(actual)));
    return fail(toldOf(pod, `Containers take ports of their node: ${names}.`), seen);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact, params }) =>
      planPatch(it, fact(podSecurity, it), ({ containers }) =>
        patchOfContainers(
          containers.filter((one) => hostPortsOf(one, params.allowedHostPorts).length > 0),
          (one) => withoutHostPorts(one, params.allowedHostPorts),
        ),
      ),
  },
});
