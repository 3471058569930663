import { z } from 'zod';
import { closeEveryPort, revokeIngress } from '#clouds/aws/ec2/security-group/actions';
import { groupIngress } from '#clouds/aws/ec2/security-group/facts';
import { behind, everyPort, openBefore, rulesAt } from '#clouds/aws/ec2/security-group/precedence-facts';
import { securityGroup } from '#clouds/aws/ec2/security-group/resource';
import { groupUse } from '#clouds/aws/ec2/security-group/use-facts';
import { count } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'sg-ingress-all-ports-open',
  on: securityGroup,
  uses: [groupIngress, groupUse],
  title: 'Security groups of a cluster keep most ports closed to the internet',
  severity: 'critical',
  grades: ['high', 'low'],
  control: 'ports-closed-to-the-internet',
  why: 'With every port open, whatever listens on a node or a load balancer is on the internet.',
  fix: 'Take the wide source out of the rule, and let in only the ports that serve users.',
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules.html'],
  peers: [
    'prowler:ec2_securitygroup_allow_ingress_from_internet_to_all_ports',
    'prowler:ec2_securitygroup_allow_ingress_from_internet_to_any_port',
  ],
  params: z.object({
    minPrefix: count(8),
    minPrefixV6: count(32),
    scope: z.enum(['cluster', 'all']).default('cluster'),
  }),

  evaluate(group, { fact, params }) {
    const use = fact(groupUse, group);
    if (use.by === 'others' && params.scope === 'cluster') return notApplicable('no cluster uses it');
    const every = everyPort(fact(groupIngress, group), params);
    if (every === undefined) return passBecause('Some port is closed to the internet in each protocol.');
    if (isUnread(every)) return every;
    const stands = behind(use, params.scope);
    if (isUnread(stands)) return stands;
    const { says, grade } = openBefore[stands];
    return fail(`The internet may reach ${every.words}${says}.`, rulesAt(every.through), { grade });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [revokeIngress],
    plan: (group, { fact, params }) => closeEveryPort(group, fact(groupIngress, group), params),
  },
});
