import { z } from 'zod';
import { isCrowd } from '#clouds/kubernetes/rbac/crowd-facts';
import { bindingGrant, bindings } from '#clouds/kubernetes/rbac/facts';
import { bindingHolders } from '#clouds/kubernetes/rbac/holder-facts';
import { removalOfStale } from '#clouds/kubernetes/rbac/stale-actions';
import { staleBinding } from '#clouds/kubernetes/rbac/stale-facts';
import { nameList } from '#lib/params';
import { parseInstant } from '#lib/time';
import { defineRule, failMissing, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-rbac-stale-subject',
  on: bindings,
  timed: true,
  uses: [bindingGrant, bindingHolders, staleBinding],
  title: 'Bindings name accounts and roles that exist',
  severity: 'low',
  grades: ['medium'],
  control: 'rbac-least-privilege',
  why: 'Whoever makes an account or a role by that name later has the right, or gives it, and nobody decided so.',
  fix: 'Take the subject out of the binding, or remove the binding where its role is gone.',
  references: ['https://kubernetes.io/docs/concepts/security/rbac-good-practices/'],
  peers: ['kubescape:C-0307'],
  params: z.object({ exemptSubjects: nameList(), exemptRoles: nameList() }),

  evaluate(it, { at, fact, params }) {
    const { role, where, subjects } = fact(bindingGrant, it);
    if (params.exemptRoles.includes(role.name)) return notApplicable('Policy exempts the role.');
    const holders = fact(bindingHolders, it).filter(({ text }) => !params.exemptSubjects.includes(text));
    const stale = fact(staleBinding, it);
    const crowd = subjects.filter((one) => isCrowd(one) && !params.exemptSubjects.includes(one.text));
    if (holders.length === 0 && (crowd.length === 0 || stale.role === 'there'))
      return notApplicable('Only the system, everybody and exempt subjects are bound.');
    const made = parseInstant(it.config.metadata?.creationTimestamp ?? '');
    if (made !== undefined && (parseInstant(at) ?? 0) - made < hour)
      return notApplicable('It was made less than an hour ago.');
    const gone = stale.accounts.filter(({ text }) => !params.exemptSubjects.includes(text));
    const known = gone.filter(({ unsure }) => unsure === undefined);
    const named = `${role.kind}/${role.name}`;
    if (stale.role === 'absent') {
      const seen = { at: 'roleRef', actual: it.config.roleRef };
      return failMissing(`The binding gives ${named} in ${where}, which does not exist.`, seen);
    }
    if (known.length === 0) return gone[0]?.unsure ?? stale.unread ?? (isUnread(stale.role) ? stale.role : pass());
    if (isUnread(stale.isGrave)) return stale.isGrave;
    const message = `${known.map(({ text }) => text).join(', ')} is bound to ${named} in ${where} and does not exist.`;
    const seen = known.map(({ at: path, text }) => ({ at: path, actual: text }));
    return failMissing(message, seen, { grade: stale.isGrave ? ('medium' as const) : undefined });
  },

  remediation: removalOfStale,
});

const hour = 3_600_000;
