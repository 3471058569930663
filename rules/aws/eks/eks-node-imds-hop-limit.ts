import { z } from 'zod';
import { changeEach, modifyMetadata } from '#clouds/aws/ec2/instance/actions';
import { hopsMissing, nodeHops, optionsOf } from '#clouds/aws/ec2/instance/metadata-facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import { plural } from '#lib/text';
import { cannotPlan, defineRule, fail, failMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'eks-node-imds-hop-limit',
  on: [eksNodegroup, eksCluster],
  uses: [nodeHops],
  title: 'Pods on EKS nodes are too far away for the metadata service',
  severity: 'high',
  grades: ['low'],
  control: 'metadata-protected',
  why: 'A token that travels more than one hop reaches the pods, and with it the credentials of their node.',
  fix: 'Set the hop limit to 1 in the launch template and on the nodes that stand.',
  references: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html',
    'https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html',
  ],
  peers: ['eks-bpg:security/iam', 'kubescape:C-0052'],
  params: z.object({ maxHopLimit: z.int().min(1).max(64).default(1) }),

  evaluate(it, { fact, params }) {
    const found = fact(nodeHops, it);
    if ('verdict' in found) return found;
    const { nodes, template } = found;
    const judged = nodes.filter(({ tokens }) => tokens === 'required');
    const unread = [...found.unread, ...hopsMissing(judged)];
    const far = judged.filter(({ hops = 0 }) => hops > params.maxHopLimit);
    const seen = optionsOf(far, 'HttpPutResponseHopLimit', params.maxHopLimit);
    if (far.length > 0) return [fail(`Tokens travel too far on ${plural(far.length, 'node')}.`, seen), ...unread];
    const any = notApplicable('IMDSv1 answers its pods at any hop limit');
    if (nodes.length > 0 && judged.length === 0) return [any, ...unread];
    const { id, hops = 0 } = template ?? {};
    const at = `${id ?? ''}#LaunchTemplateData.MetadataOptions.HttpPutResponseHopLimit`;
    const message = `Its launch template pins a hop limit of ${hops}.`;
    const latent = failMissing(
      message,
      { at, actual: hops, expected: params.maxHopLimit },
      { key: 'template', grade: 'low' },
    );
    return [hops > params.maxHopLimit ? latent : pass(), ...unread];
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [modifyMetadata],
    plan(it, { fact, params }) {
      const found = fact(nodeHops, it);
      if ('verdict' in found) return cannotPlan('its nodes could not be read');
      const far = found.nodes.filter(({ tokens, hops = 0 }) => tokens === 'required' && hops > params.maxHopLimit);
      return changeEach(far, { HttpPutResponseHopLimit: params.maxHopLimit });
    },
  },
});
