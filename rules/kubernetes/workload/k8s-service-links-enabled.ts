import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { flag, nameList } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-service-links-enabled',
  on: workloads,
  uses: [podSecurity],
  title: 'Pods are not told the addresses of all services of their namespace',
  severity: 'low',
  control: 'workloads-unprivileged',
  why: 'Whoever gets into a container reads in its environment what else runs in the namespace, and where.',
  fix: 'Set enableServiceLinks to false in the pod specification, and let the application ask DNS.',
  references: ['https://kubernetes.io/docs/tutorials/services/connect-applications-service/#accessing-the-service'],
  peers: ['eks-bpg:security/pods'],
  params: z.object({
    requireNoServiceLinks: flag(false),
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    if (!params.requireNoServiceLinks) return notApplicable('policy does not ask for it');
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const { enableServiceLinks } = pod.spec;
    if (enableServiceLinks === false) return pass();
    const message = 'Its pods get the addresses of all services of their namespace: enableServiceLinks is not false.';
    const seen = enableServiceLinks
      ? { at: `${pod.at}.enableServiceLinks`, actual: enableServiceLinks, expected: false }
      : { at: pod.at, actual: 'no enableServiceLinks', expected: false };
    return fail(toldOf(pod, message), seen);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) => planPatch(it, fact(podSecurity, it), () => ({ enableServiceLinks: false })),
  },
});
