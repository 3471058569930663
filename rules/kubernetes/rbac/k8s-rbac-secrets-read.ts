import { z } from 'zod';
import { bindingActions, planHolderRemoval } from '#clouds/kubernetes/rbac/actions';
import { bindingGrant, bindings, grantedRules, type Grant, type RuleAt } from '#clouds/kubernetes/rbac/facts';
import { bindingHolders } from '#clouds/kubernetes/rbac/holder-facts';
import { hitsOf, isFarReaching, judgeRight, rightOf } from '#clouds/kubernetes/rbac/right-facts';
import { nameList } from '#lib/params';
import { defineRule } from '#rule';

export default defineRule({
  id: 'k8s-rbac-secrets-read',
  on: bindings,
  uses: [bindingGrant, grantedRules, bindingHolders],
  title: 'Few subjects can read secrets',
  severity: 'high',
  grades: ['medium', 'low'],
  control: 'rbac-least-privilege',
  why: 'Secrets hold the credentials of others: whoever reads them goes on from there.',
  fix: 'Grant get on the secrets that the subject needs by name, or exempt the subject after a review.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/#secrets'],
  peers: [
    'kube-bench:eks-1.8.0/4.1.2',
    'kubescape:C-0015',
    'kubescape:C-0186',
    'prowler:rbac_minimize_secret_access',
    'trivy:AVD-KSV-0041',
    'trivy:AVD-KSV-0113',
  ],
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

const reading = { group: '', resources: ['secrets'], verbs: ['get', 'list', 'watch'] };

function rightIn(rules: readonly RuleAt[], grant: Grant) {
  const open = hitsOf(rules, reading).filter(({ names }) => names === undefined);
  if (open.length > 0) return rightOf(open, isFarReaching(grant) ? undefined : 'medium');
  const named = hitsOf(rules, reading);
  return rightOf(named, 'low');
}
