import { z } from 'zod';
import { revokeIngress } from '#clouds/aws/ec2/security-group/actions';
import { groupIngress } from '#clouds/aws/ec2/security-group/facts';
import { usualAdminPorts, usualWidth } from '#clouds/aws/ec2/security-group/login-facts';
import { closeRanges } from '#clouds/aws/ec2/security-group/open-port-actions';
import { isOfBalancer, nodePortsBehind, openTo, unapprovedPorts } from '#clouds/aws/ec2/security-group/open-port-facts';
import { behind, rulesAt } from '#clouds/aws/ec2/security-group/precedence-facts';
import { securityGroup } from '#clouds/aws/ec2/security-group/resource';
import { groupUse } from '#clouds/aws/ec2/security-group/use-facts';
import { portList } from '#lib/params';
import { cannotPlan, defineRule, fail, isUnread, notApplicable, passBecause, unknown } from '#rule';

export default defineRule({
  id: 'sg-ingress-unapproved-port-open',
  on: securityGroup,
  uses: [groupIngress, groupUse, nodePortsBehind],
  partOf: 'eks-cluster-sg-ingress-broad',
  title: 'Security groups of a cluster open only approved ports to the internet',
  severity: 'high',
  grades: ['high', 'medium', 'low'],
  control: 'ports-closed-to-the-internet',
  why: 'A port that nobody approved is one that nobody watches: a database, a metrics page, a forgotten Service.',
  fix: 'Take the wide source out of the rule, or name the port in allowedPublicPorts.',
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules.html'],
  peers: ['prowler:ec2_securitygroup_allow_ingress_from_internet_to_any_port', 'securityhub:EC2.18'],
  params: z.object({ allowedPublicPorts: portList([80, 443]) }),

  evaluate(group, { fact, params }) {
    const use = fact(groupUse, group);
    if (use.by === 'others') return notApplicable('no cluster uses it');
    const policy = { ...params, ...usualWidth, adminPorts: usualAdminPorts };
    const open = unapprovedPorts(fact(groupIngress, group), policy);
    if ('verdict' in open) return open;
    if (open.length === 0) return passBecause('The internet reaches approved ports at the most.');
    if (isOfBalancer(group)) return unknown('not-found', 'The listeners of its load balancer were not read.');
    const stands = behind(use, 'cluster');
    if (isUnread(stands)) return stands;
    const nodePorts = stands === 'private' ? fact(nodePortsBehind, group) : [];
    if (isUnread(nodePorts)) return nodePorts;
    const { message, grade } = openTo(open, stands, nodePorts);
    const found = fail(message, rulesAt(open.flatMap(({ through }) => through)), { grade });
    return found;
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [revokeIngress],
    plan(group, { fact, params }) {
      const policy = { ...params, ...usualWidth, adminPorts: usualAdminPorts };
      const openings = fact(groupIngress, group);
      const open = unapprovedPorts(openings, policy);
      return 'verdict' in open ? cannotPlan('nothing is open') : closeRanges(group, openings, open, policy);
    },
  },
});
