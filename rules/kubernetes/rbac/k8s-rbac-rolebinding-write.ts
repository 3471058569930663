import { z } from 'zod';
import { bindingActions } from '#clouds/kubernetes/rbac/actions';
import { raising } from '#clouds/kubernetes/rbac/escalation-facts';
import { bindingGrant, bindings, grantedRules, type Grant, type RuleAt } from '#clouds/kubernetes/rbac/facts';
import { bindingHolders } from '#clouds/kubernetes/rbac/holder-facts';
import { removalOfHolders } from '#clouds/kubernetes/rbac/removal-actions';
import { hitsOf, judgeRight, rightOf } from '#clouds/kubernetes/rbac/right-facts';
import { nameList } from '#lib/params';
import { defineRule } from '#rule';

export default defineRule({
  id: 'k8s-rbac-rolebinding-write',
  on: bindings,
  uses: [bindingGrant, grantedRules, bindingHolders],
  title: 'Few subjects write roles and bindings',
  severity: 'medium',
  grades: ['low'],
  control: 'rbac-least-privilege',
  why: 'Whoever writes bindings hands all that they may do to others, where nobody looks for it.',
  fix: 'Leave bindings to few people, or to the tool that deploys them from a reviewed source.',
  references: [
    'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping',
  ],
  peers: ['trivy:AVD-KSV-0051', 'trivy:AVD-KSV-0052', 'trivy:AVD-KSV-0055'],
  params: z.object({ exemptSubjects: nameList(), exemptRoles: nameList() }),

  evaluate: (it, judging) => judgeRight(it, judging, rightIn),

  remediation: removalOfHolders(bindingActions),
});

const group = 'rbac.authorization.k8s.io';
const verbs = ['create', 'update', 'patch'];
const inNamespaces = ['rolebindings', 'roles'];

function rightIn(rules: readonly RuleAt[], grant: Grant) {
  if (hitsOf(rules, ...raising(grant)).length > 0) return undefined;
  const everywhere = grant.namespace === undefined;
  const resources = everywhere ? [...inNamespaces, 'clusterrolebindings', 'clusterroles'] : inNamespaces;
  return rightOf(hitsOf(rules, { group, resources, verbs }), everywhere ? undefined : 'low');
}
