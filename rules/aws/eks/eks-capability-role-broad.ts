import { z } from 'zod';
import { setCrossNamespace } from '#clouds/aws/eks/capability/actions';
import { eksCapability } from '#clouds/aws/eks/capability/resource';
import { escalationActions, risingPolicies } from '#clouds/aws/iam/role/pod-role-facts';
import { rolePolicies } from '#clouds/aws/iam/role/policy-facts';
import { takeOffRising, takingOff } from '#clouds/aws/iam/role/rising-actions';
import { role } from '#clouds/aws/iam/role/resource';
import { nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, fieldMissing, isUnread, passBecause, unknown } from '#rule';

export default defineRule({
  id: 'eks-capability-role-broad',
  on: eksCapability,
  uses: [role, rolePolicies],
  title: 'The capabilities that EKS runs for a cluster lead to no rights of an administrator',
  severity: 'high',
  grades: ['medium', 'low'],
  control: 'workload-role-least-privilege',
  why: 'Whoever may write the resources of Argo CD, ACK or kro in the cluster acts with their role in the account.',
  fix: 'Grant the actions on the resources that the capability manages, or roles by name for it to assume.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/capabilities-security.html'],
  params: z.object({ allowedRoleArns: nameList() }),

  evaluate({ config: { type, roleArn, configuration } }, { find, fact, params }) {
    const crosses = { at: 'configuration.ack.enableCrossNamespace', actual: true, expected: false };
    const low = fail('It follows references into other namespaces.', crosses, { key: 'cross-namespace', grade: 'low' });
    const own = configuration?.ack?.enableCrossNamespace === true ? [low] : [];
    if (type === undefined) return [...own, fieldMissing('type')];
    if (roleArn === undefined) return [...own, fieldMissing('roleArn')];
    if (params.allowedRoleArns.includes(roleArn)) return [...own, passBecause('Policy allows what its role can do.')];
    const found = find(role, roleArn);
    if (isUnread(found)) return [...own, found];
    if (found === 'absent') return [...own, unknown('not-found', `The role ${roleArn} could not be found.`)];
    const policies = fact(rolePolicies, found);
    if (isUnread(policies)) return [...own, policies];
    const { rising, unread } = risingPolicies(policies, escalationActions);
    const [worst] = rising;
    const [first] = policies;
    const seen = rising.map((one) => ({ ...one.seen, at: `${found.id}#${one.seen.at}` }));
    if (worst) return [...own, fail(`${worst.says}.`, seen, { key: 'role' })];
    if (type !== 'KRO' || !first) return [...own, ...unread, passBecause('Its role leads to no further rights.')];
    const extra = { at: `${found.id}#${first.at}`, actual: first.arn ?? first.name };
    const says = `kro calls nothing in AWS, and its role has ${first.name}.`;
    const medium = fail(says, extra, { key: 'role', grade: 'medium' });
    return [...own, medium];
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [setCrossNamespace, ...takingOff],
    plan(it, { find, fact }, { key }) {
      const found = find(role, it.config.roleArn ?? '');
      if (isUnread(found) || found === 'absent') return cannotPlan('its role could not be read');
      if (key === 'cross-namespace') return [setCrossNamespace(it, { enableCrossNamespace: false })];
      const asked = it.config.type === 'KRO' ? 'needs none' : escalationActions;
      return takeOffRising(found, fact(rolePolicies, found), asked);
    },
  },
});
