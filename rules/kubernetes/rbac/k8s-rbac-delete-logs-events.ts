import { z } from 'zod';
import { bindingActions } from '#clouds/kubernetes/rbac/actions';
import { bindingGrant, bindings, grantedRules, type RuleAt } from '#clouds/kubernetes/rbac/facts';
import { bindingHolders } from '#clouds/kubernetes/rbac/holder-facts';
import { removalOfHolders } from '#clouds/kubernetes/rbac/removal-actions';
import { hitsOf, judgeRight, rightOf } from '#clouds/kubernetes/rbac/right-facts';
import { nameList } from '#lib/params';
import { defineRule } from '#rule';

export default defineRule({
  id: 'k8s-rbac-delete-logs-events',
  on: bindings,
  uses: [bindingGrant, grantedRules, bindingHolders],
  title: 'Nobody outside of the system deletes events',
  severity: 'low',
  control: 'rbac-least-privilege',
  why: 'Events tell what happened to pods and nodes; whoever deletes them hides what he did.',
  fix: 'Take the verbs delete and deletecollection on events out of the role: events end by themselves after an hour.',
  references: ['https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/'],
  peers: ['kubescape:C-0031', 'trivy:AVD-KSV-0042'],
  params: z.object({ exemptSubjects: nameList(), exemptRoles: nameList() }),

  evaluate: (it, judging) => judgeRight(it, judging, rightIn),

  remediation: removalOfHolders(bindingActions),
});

const verbs = ['delete', 'deletecollection'];

const rightIn = (rules: readonly RuleAt[]) =>
  rightOf(hitsOf(rules, ...['', 'events.k8s.io'].map((group) => ({ group, resources: ['events'], verbs }))));
