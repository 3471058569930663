import { z } from 'zod';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { updateTrust } from '#clouds/aws/iam/role/actions';
import { roleTrust } from '#clouds/aws/iam/role/facts';
import { role } from '#clouds/aws/iam/role/resource';
import { bindSources } from '#clouds/aws/iam/role/source-actions';
import { controlPlanes, fargatePods, sourcesOf } from '#clouds/aws/iam/role/source-facts';
import { flag } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'eks-cluster-role-confused-deputy',
  on: role,
  uses: [roleTrust, eksCluster],
  title: 'The roles of Fargate pods are taken only for the profiles of their account',
  severity: 'low',
  control: 'cluster-role-least-privilege',
  why: 'Without a test of the source a service may be led to take the role for something that is not yours.',
  fix: 'Test aws:SourceArn in the trust for the Fargate profiles of the cluster, as the template of AWS does.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
  ],
  peers: ['prowler:iam_role_cross_service_confused_deputy_prevention'],
  params: z.object({ requireOnClusterRole: flag(false) }),

  evaluate(it, { fact, listAll, params }) {
    const trust = fact(roleTrust, it);
    if (isUnread(trust)) return trust;
    const arn = it.config.Arn ?? it.id;
    const seen = { at: 'AssumeRolePolicyDocument', actual: 'no test of aws:SourceArn or aws:SourceAccount' };
    const fargate = sourcesOf(trust, fargatePods, arn);
    if (fargate.some(({ isBound }) => !isBound)) return fail('Fargate may take it for profiles of any account.', seen);
    const planes = params.requireOnClusterRole ? sourcesOf(trust, controlPlanes, arn) : [];
    if (planes.some(({ isBound }) => !isBound)) {
      const { items, unread } = listAll(eksCluster, {});
      const loose = fail('EKS may take it for clusters of any account.', seen);
      if (items.some(({ config }) => config.roleArn === arn)) return loose;
      if (unread) return unread;
      return fargate.length > 0 ? passBecause('Its trust tests the source.') : notApplicable('no cluster has it');
    }
    if (fargate.length + planes.length > 0) return passBecause('Its trust tests the source.');
    return notApplicable('neither Fargate nor a control plane that is judged takes it');
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [updateTrust],
    plan: (it, { params }) =>
      bindSources(it, params.requireOnClusterRole ? [fargatePods, controlPlanes] : [fargatePods]),
  },
});
