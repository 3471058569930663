import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { namesOf, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { patchToNonRoot } from '#clouds/kubernetes/workload/root-actions';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-security-context-missing',
  on: workloads,
  uses: [podSecurity],
  title: 'Workloads say with which rights their containers run',
  severity: 'low',
  control: 'workloads-unprivileged',
  why: 'A workload that sets nothing runs with what the image and the runtime happen to give it, which is mostly root.',
  fix: 'Set a securityContext for the pod or for each container: runAsNonRoot, a seccomp profile, dropped capabilities.',
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/security-context/'],
  peers: ['kube-bench:aks-1.8/4.6.2', 'kubescape:C-0211', 'trivy:AVD-KSV-0118'],
  partOf: 'k8s-run-as-root',
  params: z.object({
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const own = pod.containers.filter(({ live }) => !live);
    if (![pod.context, ...own.map((one) => one.own)].every(isEmpty)) return pass();
    const message = `Neither the pod level nor a container sets a security context: ${namesOf(own)}.`;
    return fail(toldOf(pod, message), { at: pod.at, actual: { containers: own.map(({ name }) => name) } });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) => planPatch(it, fact(podSecurity, it), patchToNonRoot),
  },
});

const isEmpty = (context: object): boolean => Object.values(context).every((value) => value === null);
