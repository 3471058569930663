import { z } from 'zod';
import { authorizeIngress, closePorts, revokeIngress } from '#clouds/aws/ec2/security-group/actions';
import { evidenceOf, groupIngress, namePorts } from '#clouds/aws/ec2/security-group/facts';
import { usualAdminPorts } from '#clouds/aws/ec2/security-group/login-facts';
import { behind, isLoginGroup, openBefore, openHere } from '#clouds/aws/ec2/security-group/precedence-facts';
import { securityGroup } from '#clouds/aws/ec2/security-group/resource';
import { groupUse } from '#clouds/aws/ec2/security-group/use-facts';
import { count, portList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'sg-ingress-admin-port-open',
  on: securityGroup,
  uses: [groupIngress, groupUse, isLoginGroup],
  title: 'Security groups of a cluster keep admin and kube ports closed to the internet',
  severity: 'critical',
  grades: ['high', 'low'],
  control: 'admin-ports-closed-to-the-internet',
  why: 'Whoever reaches SSH, RDP, etcd or the kubelet of a node can try stolen keys and unpatched bugs on it.',
  fix: 'Take the wide source out of the rule, or narrow it to the networks that administer the nodes.',
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules.html'],
  peers: [
    'prowler:ec2_securitygroup_allow_ingress_from_internet_to_high_risk_tcp_ports',
    'prowler:ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22',
    'prowler:ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_3389',
    'securityhub:EC2.13',
    'securityhub:EC2.14',
    'trivy:AVD-AWS-0107',
  ],
  params: z.object({
    adminPorts: portList(usualAdminPorts),
    minPrefix: count(8),
    minPrefixV6: count(32),
    scope: z.enum(['cluster', 'all']).default('cluster'),
  }),

  evaluate(group, { fact, params }) {
    const use = fact(groupUse, group);
    if (use.by === 'others' && params.scope === 'cluster') return notApplicable('no cluster uses it');
    const open = openHere(fact(groupIngress, group), fact(isLoginGroup, group), params);
    if ('verdict' in open) return open;
    if (open.length === 0) return passBecause('The internet reaches no admin port through its rules.');
    const stands = behind(use, params.scope);
    if (isUnread(stands)) return stands;
    const { says, grade } = openBefore[stands];
    return fail(`The internet may reach ${namePorts(open)}${says}.`, evidenceOf(open), { grade });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [revokeIngress, authorizeIngress],
    plan(group, { fact, params }) {
      return closePorts(group, fact(groupIngress, group), params.adminPorts, params);
    },
  },
});
