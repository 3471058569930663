import { z } from 'zod';
import { bindingActions } from '#clouds/kubernetes/rbac/actions';
import { bindingGrant, bindings, grantedRules, type Grant, type RuleAt } from '#clouds/kubernetes/rbac/facts';
import { bindingHolders } from '#clouds/kubernetes/rbac/holder-facts';
import { removalOfHolders } from '#clouds/kubernetes/rbac/removal-actions';
import { hitsOf, isFarReaching, judgeRight, unlimitedRightOf } from '#clouds/kubernetes/rbac/right-facts';
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

  evaluate: (it, judging) => judgeRight(it, judging, rightIn),

  remediation: removalOfHolders(bindingActions),
});

const reading = { group: '', resources: ['secrets'], verbs: ['get', 'list', 'watch'] };

const rightIn = (rules: readonly RuleAt[], grant: Grant) =>
  unlimitedRightOf(hitsOf(rules, reading), isFarReaching(grant) ? undefined : 'medium');
