import { emptyGroup, revokeRules } from '#clouds/aws/ec2/security-group/default-actions';
import { defaultUse } from '#clouds/aws/ec2/security-group/default-facts';
import { securityGroup } from '#clouds/aws/ec2/security-group/resource';
import { groupUse } from '#clouds/aws/ec2/security-group/use-facts';
import { plural } from '#lib/text';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'sg-default-in-use',
  on: securityGroup,
  uses: [defaultUse, groupUse],
  title: 'The default security group of a VPC with clusters is empty and unused',
  severity: 'medium',
  grades: ['low'],
  control: 'network-planned-for-the-cluster',
  why: 'Whatever is started without a group of its own gets this one, and reaches everything else in it.',
  fix: 'Give what uses the group one of its own, then take every rule out of it.',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html'],
  peers: ['prowler:ec2_securitygroup_default_restrict_traffic', 'securityhub:EC2.2', 'trivy:AVD-AWS-0173'],

  evaluate(group, { fact }) {
    const use = fact(defaultUse, group);
    if (isUnread(use)) return use;
    if (use.is === 'elsewhere') return notApplicable(use.why);
    const seen = { at: 'GroupName', actual: 'default' };
    if (use.is === 'used') return fail('A cluster uses the default group of its VPC.', seen);
    const message = `The default group of a VPC with clusters holds ${plural(use.rules, 'rule')}.`;
    return use.rules > 0 ? fail(message, seen, { grade: 'low' }) : pass();
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [revokeRules],
    plan: (group, { fact }) => emptyGroup(group, fact(groupUse, group)),
  },
});
