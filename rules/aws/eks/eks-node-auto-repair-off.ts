import { z } from 'zod';
import { exemptingTag } from '#clouds/aws/eks/cluster/facts';
import { updateNodeRepair } from '#clouds/aws/eks/nodegroup/actions';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'eks-node-auto-repair-off',
  on: eksNodegroup,
  title: 'Managed node groups repair their nodes by themselves',
  severity: 'low',
  control: 'clusters-survive',
  why: 'A node whose kubelet, network or disk fails keeps its pods until somebody notices.',
  fix: 'Turn node repair on, with thresholds that limit how many nodes are replaced at once.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/node-health.html'],
  params: z.object({ exemptTags: z.record(z.string(), z.string()).default({}) }),

  evaluate({ config }, { params }) {
    const { nodeRepairConfig } = config;
    if (nodeRepairConfig?.enabled === true) return pass();
    const tag = exemptingTag(config, params.exemptTags);
    if (tag !== undefined) return notApplicable(`policy exempts node groups with the tag ${tag}`);
    const at = nodeRepairConfig?.enabled === undefined ? '' : 'nodeRepairConfig.enabled';
    const seen = { at, actual: nodeRepairConfig?.enabled ?? 'no nodeRepairConfig.enabled', expected: true };
    return fail('Node repair is off.', seen);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateNodeRepair],
    plan: (it) => [updateNodeRepair(it, { nodeRepairConfig: { ...it.config.nodeRepairConfig, enabled: true } })],
  },
});
