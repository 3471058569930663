import { z } from 'zod';
import { roles } from '#clouds/kubernetes/rbac/facts';
import { isClusterAdmin, roleHolders, roleWildcards, widestOf } from '#clouds/kubernetes/rbac/wildcard-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-rbac-wildcards',
  on: roles,
  uses: [roleWildcards, roleHolders],
  title: 'Roles name what they allow',
  severity: 'high',
  grades: ['medium', 'low'],
  control: 'rbac-least-privilege',
  why: 'A wildcard also allows what is added to the cluster later, and more than its author had in mind.',
  fix: 'List the API groups, resources and verbs that the holders of the role use.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  peers: [
    'kube-bench:eks-1.8.0/4.1.3',
    'kubescape:C-0187',
    'prowler:rbac_minimize_wildcard_use_roles',
    'trivy:AVD-KSV-0044',
    'trivy:AVD-KSV-0045',
    'trivy:AVD-KSV-0046',
  ],
  params: z.object({ exemptSubjects: nameList(), exemptRoles: nameList() }),

  evaluate(it, { fact, params }) {
    if (isClusterAdmin(it)) return notApplicable('The role is cluster-admin.');
    const wildcards = fact(roleWildcards, it);
    if (isUnread(wildcards)) return wildcards;
    const { found, ofKubernetes, full } = wildcards;
    if (found.length === 0) return ofKubernetes ? notApplicable('Kubernetes itself gives it its wildcards.') : pass();
    if (params.exemptRoles.includes(it.config.metadata?.name ?? '')) return notApplicable('Policy exempts the role.');

    const { holders, unread } = fact(roleHolders, it);
    const judged = holders.filter(({ text }) => !params.exemptSubjects.includes(text));
    const outsiders = judged.filter(({ system }) => system === false).map(({ text }) => text);
    const unsure = judged.map(({ system }) => system).find(isUnread) ?? unread;
    if (outsiders.length === 0 && unsure && unsure.reason !== 'not-in-files') return unsure;
    if (outsiders.length === 0 && holders.length > 0)
      return notApplicable('Only the system and exempt subjects hold it.');

    const widest = widestOf(found);
    const words = found.filter(({ grade }) => grade === widest).map(({ allows }) => allows);
    const held =
      outsiders.length > 0 ? ` to ${[...new Set(outsiders)].join(', ')}.` : ', and nobody is seen to hold it.';
    const grade = outsiders.length === 0 || full ? 'low' : gradeOf(widest);
    const evidence = found.map(({ rule, at }) => ({ at, actual: rule }));
    return fail(`Wildcards allow ${words.join('; ')}${held}`, evidence, { grade });
  },
});

const gradeOf = (widest: ReturnType<typeof widestOf>): 'medium' | 'low' | undefined =>
  widest === 'high' ? undefined : widest;
