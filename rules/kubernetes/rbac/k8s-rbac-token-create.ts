import { z } from 'zod';
import { bindingActions, planHolderRemoval } from '#clouds/kubernetes/rbac/actions';
import { bindingGrant, bindings, grantedRules, type Grant, type RuleAt } from '#clouds/kubernetes/rbac/facts';
import { bindingHolders } from '#clouds/kubernetes/rbac/holder-facts';
import { hitsOf, isFarReaching, judgeRight, rightOf } from '#clouds/kubernetes/rbac/right-facts';
import { nameList } from '#lib/params';
import { defineRule } from '#rule';

export default defineRule({
  id: 'k8s-rbac-token-create',
  on: bindings,
  uses: [bindingGrant, grantedRules, bindingHolders],
  title: 'Few subjects make tokens of service accounts',
  severity: 'high',
  grades: ['medium', 'low'],
  control: 'rbac-least-privilege',
  why: 'A token of an account is that account: its holder has all its rights, in the cluster and in the cloud.',
  fix: 'Name the accounts whose tokens the subject needs with resourceNames.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#token-request'],
  peers: ['kube-bench:eks-1.8.0/4.1.12', 'kubescape:C-0282', 'prowler:rbac_minimize_service_account_token_creation'],
  params: z.object({ exemptSubjects: nameList(), exemptRoles: nameList() }),

  evaluate(it, { fact, params }) {
    const grant = fact(bindingGrant, it);
    const find = (rules: readonly RuleAt[]) => rightIn(rules, grant);
    return judgeRight(grant, params, find, {
      rulesOf: () => fact(grantedRules, it),
      holdersOf: () => fact(bindingHolders, it),
    });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: bindingActions,
    plan: (it, { fact, params }, { evidence }) => planHolderRemoval(it, fact(bindingHolders, it), params, evidence),
  },
});

function rightIn(rules: readonly RuleAt[], grant: Grant) {
  const hits = hitsOf(rules, { group: '', resources: ['serviceaccounts/token'], verbs: ['create'] });
  const open = hits.filter(({ names }) => names === undefined);
  if (open.length > 0) return rightOf(open, isFarReaching(grant) ? undefined : 'medium');
  return rightOf(hits, 'low');
}
