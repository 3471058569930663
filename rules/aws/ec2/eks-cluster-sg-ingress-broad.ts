import { z } from 'zod';
import { revokeIngress, revokeSources } from '#clouds/aws/ec2/security-group/actions';
import { clusterGroup, extraSources, vpcWide } from '#clouds/aws/ec2/security-group/extra-facts';
import { rulesAt } from '#clouds/aws/ec2/security-group/precedence-facts';
import { securityGroup } from '#clouds/aws/ec2/security-group/resource';
import { parseAddressList } from '#lib/address-list';
import { cidrList } from '#lib/params';
import { cannotPlan, defineRule, fail, pass } from '#rule';

export default defineRule({
  id: 'eks-cluster-sg-ingress-broad',
  on: securityGroup,
  uses: [clusterGroup],
  title: 'The security group of a cluster lets in only the cluster and its networks',
  severity: 'medium',
  grades: ['high', 'low'],
  control: 'ports-closed-to-the-internet',
  why: 'The group is on the control plane and on every node: what it lets in reaches all of them.',
  fix: 'Take the source out of the group, and put what has to call a node or the API into a group of its own.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html'],
  peers: ['eks-bpg:security/network'],
  params: z.object({ allowedCidrs: cidrList() }),

  evaluate(group, { fact, params }) {
    const found = fact(clusterGroup, group);
    if ('verdict' in found) return found;
    const { extra, reachPublic, unread } = extraSources(found, parseAddressList(params.allowedCidrs).set);
    const named = extra.flatMap(({ parts }) => parts.map(({ text }) => text));
    const names = [...new Set([...named, ...found.foreign.map(({ group: one }) => one)])].sort();
    const seen = rulesAt([...extra, ...found.foreign]);
    const message = `Sources beyond the networks of the cluster: ${names.join(', ')}.`;
    const high = fail(message, seen, { grade: 'high' });
    if (names.length > 0) return reachPublic ? high : [fail(message, seen), unread ?? pass()];
    const wide = rulesAt(vpcWide(found));
    const low = fail('All of the VPC may reach every port.', wide, { grade: 'low' });
    if (unread) return unread;
    return wide.length > 0 ? low : pass();
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [revokeIngress],
    plan(group, { fact, params }) {
      const found = fact(clusterGroup, group);
      if ('verdict' in found) return cannotPlan('its rules could not be read');
      const { extra, unread } = extraSources(found, parseAddressList(params.allowedCidrs).set);
      if (unread) return cannotPlan(`not every source could be read: ${unread.message}`);
      if (found.foreign.length > 0) return cannotPlan('groups of other accounts are for a person to take out');
      if (extra.length === 0) return cannotPlan('say which sources of the VPC have to stay');
      return [revokeSources(group, extra)];
    },
  },
});
