import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { planTokenKept, setTokenAutomount } from '#clouds/kubernetes/service-account/actions';
import { serviceAccount } from '#clouds/kubernetes/service-account/resource';
import { givesToken } from '#clouds/kubernetes/service-account/token-facts';
import { accountUse } from '#clouds/kubernetes/service-account/use-facts';
import { nameList } from '#lib/params';
import { someOf } from '#lib/text';
import { defineRule, fail, isMissed, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-default-sa-used',
  on: serviceAccount,
  uses: [accountUse],
  title: 'Nothing uses the default service account of a namespace',
  severity: 'medium',
  grades: ['high', 'low'],
  control: 'service-account-tokens-limited',
  why: 'Every pod that names no account runs as this one, so what it may do every pod of the namespace may do.',
  fix: 'Give each workload a service account of its own, and set automountServiceAccountToken of the default one to false.',
  references: ['https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/'],
  peers: ['kube-bench:eks-1.8.0/4.1.5', 'kubescape:C-0189'],
  params: z.object({ exemptNamespaces: nameList(keptNamespaces) }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const { metadata, automountServiceAccountToken } = it.config;
    if (metadata?.name !== 'default') return notApplicable('it is not the default service account of its namespace');
    const { bound, holders, unread } = fact(accountUse, it);
    const actual = {
      bindings: bound.names,
      holders,
      automountServiceAccountToken: automountServiceAccountToken ?? 'not set',
    };
    const seen = { at: 'metadata.name', actual };
    const account = `the default service account of the namespace ${metadata.namespace ?? 'default'}`;
    if (bound.names.length > 0)
      return fail(`Bindings give rights to ${account}: ${someOf(bound.names)}.`, seen, { grade: 'high' as const });
    if (isMissed(bound.unread)) return bound.unread;
    if (holders.length > 0) return fail(`Workloads hold a token of ${account}: ${someOf(holders)}.`, seen);
    if (isMissed(unread)) return unread;
    if (!givesToken(it.config)) return pass();
    return fail(`Every pod that does not refuse it is given a token of ${account}.`, seen, { grade: 'low' as const });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [setTokenAutomount],
    plan: (it, { fact }) => planTokenKept(it, fact(accountUse, it)),
  },
});
