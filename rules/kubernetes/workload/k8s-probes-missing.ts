import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { healthChecks } from '#clouds/kubernetes/workload/health-check-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { flag, nameList } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-probes-missing',
  on: workloads,
  uses: [podSecurity, healthChecks],
  title: 'Pods that go on running say whether they are alive, and ready where a service counts on them',
  severity: 'low',
  control: 'clusters-survive',
  why: 'Without probes a process that hangs is never restarted, and requests are sent to pods that cannot answer yet.',
  fix: 'Add a livenessProbe, and a readinessProbe where a service sends requests to the pods.',
  references: ['https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/'],
  peers: [
    'kubescape:C-0018',
    'kubescape:C-0056',
    'prowler:core_liveness_probe_configured',
    'prowler:core_readiness_probe_configured',
  ],
  params: z.object({
    requireLiveness: flag(true),
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const { restartPolicy = 'Always' } = pod.spec;
    if (it.type === 'k8s.job' || it.type === 'k8s.cron-job' || restartPolicy !== 'Always')
      return notApplicable('its pods run to an end');
    const { containers, liveness, blindly } = fact(healthChecks, it);
    const lacks = [
      ...(params.requireLiveness && !liveness ? ['No container has a livenessProbe.'] : []),
      ...(blindly === undefined
        ? []
        : [`No container has a readinessProbe, though the service ${blindly} sends requests to the pods.`]),
    ];
    return lacks.length === 0 ? pass() : fail(toldOf(pod, lacks.join(' ')), { at: pod.at, actual: { containers } });
  },
});
