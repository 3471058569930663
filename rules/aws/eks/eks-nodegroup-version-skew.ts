import { z } from 'zod';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import { hasOutlived, nodegroupVersions } from '#clouds/aws/eks/nodegroup/version-facts';
import { count } from '#lib/params';
import { plural } from '#lib/text';
import { defineRule, fail, isUnread, pass, passBecause, unknown } from '#rule';

export default defineRule({
  id: 'eks-nodegroup-version-skew',
  on: eksNodegroup,
  uses: [nodegroupVersions],
  title: 'Node groups follow the Kubernetes version of their control plane',
  severity: 'medium',
  grades: ['high', 'low'],
  control: 'nodes-patched',
  why: 'Old kubelets miss security fixes, and beyond the supported skew nothing is tested to work.',
  fix: 'Update the node group to the version of the control plane; one with an AMI of its own takes a new launch template version.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/update-managed-node-group.html',
    'https://kubernetes.io/releases/version-skew-policy/',
  ],
  peers: ['securityhub:EKS.9'],
  params: z.object({ maxSkew: count(1) }),
  timed: true,

  evaluate(group, { fact, params, at }) {
    const { status, scalingConfig } = group.config;
    if (status === 'UPDATING') return unknown('in-transition', 'Its state is UPDATING.');
    const versions = fact(nodegroupVersions, group);
    if (isUnread(versions)) return versions;
    const { nodes, control, lag, supported, seen } = versions;
    if (lag === 0) return passBecause('Its nodes run the version of the control plane.');
    const isEmpty = scalingConfig?.desiredSize === 0;
    const grade = isEmpty ? 'low' : 'high';
    const grave = (message: string) => fail(message, seen, { grade });
    const behind = `Its nodes run Kubernetes ${nodes}, ${plural(lag, 'minor')} behind the control plane.`;
    if (lag < 0) return grave(`Its nodes run Kubernetes ${nodes}, newer than ${control} of the control plane.`);
    if (lag > supported) return grave(behind);
    const isLate = lag > params.maxSkew;
    if (isLate && isEmpty) return grave(behind);
    const outlived = hasOutlived(versions, at);
    if (outlived === true) return grave(`Support of Kubernetes ${nodes}, which its nodes run, has ended.`);
    if (isLate) return fail(behind, seen);
    return isUnread(outlived) ? outlived : pass();
  },
});
