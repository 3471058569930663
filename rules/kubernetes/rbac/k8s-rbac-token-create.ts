import { z } from 'zod';
import { bindingActions } from '#clouds/kubernetes/rbac/actions';
import { bindingGrant, bindings, grantedRules, type Grant, type RuleAt } from '#clouds/kubernetes/rbac/facts';
import { bindingHolders } from '#clouds/kubernetes/rbac/holder-facts';
import { removalOfHolders } from '#clouds/kubernetes/rbac/removal-actions';
import { hitsOf, isFarReaching, judgeRight, unlimitedRightOf } from '#clouds/kubernetes/rbac/right-facts';
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

  evaluate: (it, judging) => judgeRight(it, judging, rightIn),

  remediation: removalOfHolders(bindingActions),
});

const making = { group: '', resources: ['serviceaccounts/token'], verbs: ['create'] };

const rightIn = (rules: readonly RuleAt[], grant: Grant) =>
  unlimitedRightOf(hitsOf(rules, making), isFarReaching(grant) ? undefined : 'medium');
