import { z } from 'zod';
import { nodegroupTemplate } from '#clouds/aws/ec2/launch-template-version/facts';
import type { launchTemplateVersion } from '#clouds/aws/ec2/launch-template-version/resource';
import { authorizeIngress, closePorts, revokeIngress } from '#clouds/aws/ec2/security-group/actions';
import { groupIngress } from '#clouds/aws/ec2/security-group/facts';
import { nodeLogin, nodesReachable, usualWidth } from '#clouds/aws/ec2/security-group/login-facts';
import { loginPorts } from '#clouds/aws/ec2/security-group/precedence-facts';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import { flag } from '#lib/params';
import type { ResourceOf } from '#model';
import { cannotPlan, defineRule, fail, isUnread, pass } from '#rule';

export default defineRule({
  id: 'eks-nodegroup-ssh-open',
  on: eksNodegroup,
  uses: [nodeLogin, nodesReachable, nodegroupTemplate, groupIngress],
  title: 'Nobody on the internet may log in to the nodes of a node group',
  severity: 'high',
  grades: ['low'],
  control: 'node-login-closed',
  why: 'Whoever logs in to a node reads the secrets of every pod on it and acts as the node.',
  fix: 'Take the wide source out of the group that EKS made, and use Session Manager to log in.',
  references: ['https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html'],
  peers: ['eks-bpg:security/hosts'],
  params: z.object({ forbidKeys: flag(false) }),

  evaluate(it, { fact, params }) {
    const { key, open, unread } = fact(nodeLogin, it);
    if (open.length > 0) {
      const reachable = fact(nodesReachable, it);
      if (isUnread(reachable)) return reachable;
      const found = 'The internet may log in to its nodes';
      const inside = fail(`${found}; none of them has a public address.`, open, { grade: 'low' });
      return reachable ? fail(`${found}.`, open) : inside;
    }
    const template = params.forbidKeys && !key ? fact(nodegroupTemplate, it) : 'none';
    if (isUnread(template)) return template;
    const seen = key ?? (template === 'none' ? undefined : keyIn(template));
    const forbidden = fail('Its nodes have an SSH key.', seen ?? [], { grade: 'low' });
    return params.forbidKeys && seen ? forbidden : (unread ?? pass());
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [revokeIngress, authorizeIngress],
    plan(it, { fact }) {
      const { group, open } = fact(nodeLogin, it);
      if (open.length === 0) return cannotPlan('a node group keeps its key: it has to be made anew');
      if (!group) return cannotPlan('the group that EKS made for the login is not known');
      return closePorts(group, fact(groupIngress, group), loginPorts, usualWidth);
    },
  },
});

const keyIn = ({ id, config }: ResourceOf<typeof launchTemplateVersion>) => {
  const actual = config.LaunchTemplateData?.KeyName;
  return actual === undefined ? undefined : { at: `${id}#LaunchTemplateData.KeyName`, actual };
};
