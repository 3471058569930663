import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { patchOfContainers, planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { namesOf, ownContexts, toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity, type PodSecurity } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'k8s-privileged-container',
  on: workloads,
  uses: [podSecurity],
  title: 'No container of a workload is privileged',
  severity: 'high',
  control: 'workloads-unprivileged',
  why: 'A privileged container has every right on its node, and through it on what runs there.',
  fix: 'Remove privileged, and add the single capabilities that the container needs.',
  references: ['https://kubernetes.io/docs/concepts/security/pod-security-standards/'],
  peers: [
    'eks-bpg:security/pods',
    'kube-bench:eks-1.8.0/4.2.1',
    'kubescape:C-0057',
    'kubescape:C-0193',
    'kubescape:C-0213',
    'prowler:core_minimize_privileged_containers',
    'psa:privileged',
    'trivy:AVD-KSV-0017',
  ],
  params: z.object({
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const bad = privilegedIn(pod);
    if (bad.length === 0) return pass();
    return fail(toldOf(pod, `Containers are privileged: ${namesOf(bad)}.`), ownContexts(bad, { privileged: false }));
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) =>
      planPatch(it, fact(podSecurity, it), (pod) =>
        patchOfContainers(privilegedIn(pod), () => ({ securityContext: { privileged: false } })),
      ),
  },
});

const privilegedIn = ({ containers }: PodSecurity) => containers.filter(({ own }) => own.privileged === true);
