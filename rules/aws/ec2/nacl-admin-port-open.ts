import { z } from 'zod';
import { guardedSubnets, openSubnets } from '#clouds/aws/ec2/network-acl/facts';
import { networkAcl } from '#clouds/aws/ec2/network-acl/resource';
import { loginPorts } from '#clouds/aws/ec2/security-group/precedence-facts';
import { usualWidth } from '#clouds/aws/ec2/security-group/login-facts';
import { portList } from '#lib/params';
import { plural } from '#lib/text';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'nacl-admin-port-open',
  on: networkAcl,
  uses: [guardedSubnets],
  title: 'Network ACLs of public subnets with nodes keep admin ports closed to the internet',
  severity: 'low',
  grades: ['medium'],
  control: 'admin-ports-closed-to-the-internet',
  why: 'A network ACL still holds where somebody opens a security group by mistake.',
  fix: 'Deny the port from everywhere in an entry before the one that allows it, or put nodes into private subnets.',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html'],
  peers: [
    'prowler:ec2_networkacl_allow_ingress_any_port',
    'prowler:ec2_networkacl_allow_ingress_tcp_port_22',
    'securityhub:EC2.21',
    'trivy:AVD-AWS-0102',
    'trivy:AVD-AWS-0105',
  ],
  params: z.object({ adminPorts: portList(loginPorts) }),

  evaluate(it, { fact, params: { adminPorts } }) {
    const guarded = fact(guardedSubnets, it);
    if (isUnread(guarded)) return guarded;
    if (guarded.length === 0) return notApplicable('no node of a cluster stands behind it');
    const subnets = openSubnets(it, guarded, adminPorts, usualWidth);
    if (subnets.length === 0) return notApplicable('no internet gateway leads to the nodes behind it');
    const open = subnets.filter(({ ports }) => ports.length > 0);
    if (open.length === 0) return subnets.find(({ unsure }) => unsure)?.unsure ?? pass();
    const isWide = open.some(({ behind }) => behind === true);
    const unclear = open.map(({ behind }) => behind).find(isUnread);
    if (!isWide && unclear) return unclear;
    const names = [...new Set(open.flatMap(({ ports }) => ports))].join(', ');
    const message = `It lets the internet reach port ${names} of ${plural(open.length, 'subnet')} with nodes.`;
    const seen = new Map(open.flatMap(({ through }) => through.map((one) => [one.at, one])));
    return fail<'medium'>(message, [...seen.values()], isWide ? { grade: 'medium' } : {});
  },
});
