import { z } from 'zod';
import { deleteInlinePolicy, detachPolicy, takeOff } from '#clouds/aws/iam/role/actions';
import { complaintAbout, excessOf, isNotInFiles, keepsNodePolicy } from '#clouds/aws/iam/role/excess-facts';
import { nodeUse } from '#clouds/aws/iam/role/node-facts';
import { rolePolicies } from '#clouds/aws/iam/role/policy-facts';
import { role } from '#clouds/aws/iam/role/resource';
import { flag, nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, isUnread, notApplicable, passBecause } from '#rule';

const nodePolicies = ['AmazonEKSWorkerNodePolicy', 'AmazonEKSWorkerNodeMinimalPolicy', 'AmazonSSMManagedInstanceCore'];
const pullPolicies = ['AmazonEC2ContainerRegistryPullOnly', 'AmazonEC2ContainerRegistryReadOnly'];

export default defineRule({
  id: 'eks-node-role-overprivileged',
  on: role,
  uses: [nodeUse, rolePolicies],
  title: 'The role of EKS nodes has only the policies that a node needs',
  severity: 'high',
  grades: ['critical', 'medium', 'low'],
  control: 'node-role-least-privilege',
  why: 'Every pod that reaches the instance metadata service gets the permissions of the node role.',
  fix: 'Give the pods that need these permissions roles of their own, then take the policies off the node role.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html'],
  peers: ['kube-bench:eks-1.8.0/5.1.3', 'kubescape:C-0223'],
  params: z.object({ allowedPolicies: nameList([...nodePolicies, ...pullPolicies]), allowCniOnNode: flag(false) }),

  evaluate(it, { fact, params }) {
    const use = fact(nodeUse, it);
    if (use.is === 'unused') return notApplicable(use.why);
    const policies = fact(rolePolicies, it);
    if (isUnread(policies)) return policies;
    const { excess, unread } = excessOf(policies, params);
    const [worst] = excess;
    if (unread && (!worst || !isNotInFiles(unread))) return unread;
    if (!worst) return passBecause('It has only the policies that a node needs.');
    const seen = excess.map(({ policy }) => ({ at: policy.at, actual: policy.arn ?? policy.name }));
    const doubt = unread ? '; not all its policies are in the files' : '';
    return fail(`${complaintAbout(worst)}${doubt}.`, seen, { grade: grades[worst.excess] });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [detachPolicy, deleteInlinePolicy],
    plan(it, { fact, params }) {
      const policies = fact(rolePolicies, it);
      if (isUnread(policies)) return cannotPlan(policies.message);
      const { excess, unread } = excessOf(policies, params);
      if (unread) return cannotPlan(unread.message);
      const addOn = excess.find((one) => one.excess === 'add-on');
      if (addOn) return cannotPlan(`give the add-on that needs ${addOn.policy.name} a role of its own first`);
      if (!keepsNodePolicy(policies, excess))
        return cannotPlan('attach AmazonEKSWorkerNodePolicy first: nodes need it');
      return excess.map(({ policy }) => takeOff(it, policy));
    },
  },
});

const grades = { admin: 'critical', broad: undefined, other: 'medium', 'add-on': 'low' } as const;
