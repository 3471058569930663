import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { patchOfContainers, planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { namesOf, ownContexts, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { missedPods } from '#clouds/kubernetes/workload/live-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { administrators } from '#clouds/kubernetes/workload/windows-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-windows-container-administrator',
  on: workloads,
  uses: [podSecurity, missedPods],
  title: 'The user of no Windows container is ContainerAdministrator',
  severity: 'medium',
  grades: ['low'],
  control: 'workloads-not-root',
  why: 'An administrator in the container changes all of it, and has the wider way to flaws of the host.',
  fix: 'Set windowsOptions.runAsUserName to ContainerUser.',
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-runasusername/'],
  params: z.object({
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    if (!pod.windows && !pod.onWindowsNodes) return notApplicable('its pods run on Linux');
    const { told, unsaid } = administrators(pod);
    const seen = (bad: typeof told) => ownContexts(bad, { windowsOptions: { runAsUserName: 'ContainerUser' } });
    if (told.length > 0)
      return fail(toldOf(pod, `The user of containers is ContainerAdministrator: ${namesOf(told)}.`), seen(told));
    if (unsaid.length === 0) return pass();
    const message = `Nothing keeps the user of containers from being ContainerAdministrator: ${namesOf(unsaid)}.`;
    return fact(missedPods, it) ?? fail(toldOf(pod, message), seen(unsaid), { grade: 'low' as const });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) =>
      planPatch(it, fact(podSecurity, it), (pod) =>
        patchOfContainers([...administrators(pod).told, ...administrators(pod).unsaid], () => ({
          securityContext: { windowsOptions: { runAsUserName: 'ContainerUser' } },
        })),
      ),
  },
});
