import { changeEach, modifyMetadata } from '#clouds/aws/ec2/instance/actions';
import { nodeTokens, optionsOf, tokensEnforced } from '#clouds/aws/ec2/instance/metadata-facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import { plural } from '#lib/text';
import { cannotPlan, defineRule, fail, failMissing, isUnread, pass } from '#rule';

export default defineRule({
  id: 'eks-node-imds-v1-allowed',
  on: [eksNodegroup, eksCluster],
  uses: [nodeTokens, tokensEnforced],
  title: 'The metadata service of EKS nodes answers with a token only',
  severity: 'high',
  grades: ['low'],
  control: 'metadata-protected',
  why: 'Without tokens any pod, and any server that can be made to fetch an address, reads the credentials of the node.',
  fix: 'Require tokens in the launch template and on the nodes that stand.',
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html'],
  peers: [
    'eks-bpg:security/iam',
    'kubescape:C-0052',
    'prowler:ec2_instance_account_imdsv2_enabled',
    'prowler:ec2_instance_imdsv2_enabled',
    'prowler:ec2_launch_template_imdsv2_required',
    'securityhub:EC2.8',
    'trivy:AVD-AWS-0028',
    'trivy:AVD-AWS-0130',
  ],

  evaluate(it, { fact }) {
    const found = fact(nodeTokens, it);
    if ('verdict' in found) return found;
    const { nodes, template, unread } = found;
    const open = nodes.filter(({ tokens }) => tokens === 'optional');
    const message = `IMDSv1 is answered on ${plural(open.length, 'node')}.`;
    if (open.length > 0) return [fail(message, optionsOf(open, 'HttpTokens', 'required')), ...unread];
    if (template?.tokens !== 'optional') return [...unread, pass()];
    const enforced = fact(tokensEnforced, it);
    if (isUnread(enforced)) return enforced;
    const seen = { at: `${template.id}#LaunchTemplateData.MetadataOptions.HttpTokens`, actual: 'optional' };
    const latent = failMissing('Its launch template allows IMDSv1.', seen, { key: 'template', grade: 'low' });
    return enforced ? [...unread, pass()] : [latent, ...unread];
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [modifyMetadata],
    plan(it, { fact }) {
      const found = fact(nodeTokens, it);
      if ('verdict' in found) return cannotPlan('its nodes could not be read');
      const open = found.nodes.filter(({ tokens }) => tokens === 'optional');
      return changeEach(open, { HttpTokens: 'required' });
    },
  },
});
