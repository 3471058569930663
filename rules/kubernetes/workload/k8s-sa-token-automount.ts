import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { patchWithoutToken } from '#clouds/kubernetes/service-account/token-actions';
import { accountBindings, apiToken } from '#clouds/kubernetes/service-account/token-facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity } from '#clouds/kubernetes/workload/facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, failMissing, isUnread, notApplicable, pass, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-sa-token-automount',
  on: workloads,
  uses: [podSecurity, apiToken, accountBindings],
  title: 'Pods are given a service account token only where it is of use',
  severity: 'medium',
  grades: ['low'],
  control: 'service-account-tokens-limited',
  why: 'Whoever breaks into a container finds a token with which to ask the Kubernetes API.',
  fix: 'Set automountServiceAccountToken to false for the pods that do not call the Kubernetes API.',
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/'],
  peers: [
    'eks-bpg:security/iam',
    'kube-bench:eks-1.8.0/4.1.6',
    'kubescape:C-0034',
    'kubescape:C-0190',
    'kubescape:C-0261',
    'trivy:AVD-KSV-0036',
  ],
  params: z.object({
    noApiWorkloads: nameList(),
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, params }) {
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    const { workload, account, asked, mounted } = fact(apiToken, it);
    if (account === 'default') return notApplicable('k8s-default-sa-used judges the default service account');
    if (mounted !== true) return isUnread(mounted) ? mounted : pass();
    const { names, unread } = fact(accountBindings, it);
    const seen = { at: pod.at, actual: { serviceAccountName: account, automountServiceAccountToken: asked } };
    const holds = `Its pods hold a token of the service account ${account}`;
    if (names.length > 0 && !params.noApiWorkloads.includes(workload))
      return passBecause(`Bindings give its service account rights: ${names.join(', ')}.`);
    if (names.length > 0) return fail(toldOf(pod, `${holds}, and policy says that they do not call the API.`), seen);
    if (unread) return unread;
    return failMissing(toldOf(pod, `${holds}, to which no binding gives rights.`), seen, { grade: 'low' as const });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) => planPatch(it, fact(podSecurity, it), () => patchWithoutToken(fact(apiToken, it))),
  },
});
