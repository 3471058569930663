import { z } from 'zod';
import { enabledLogTypes, logTypes, updateLogging } from '#clouds/aws/eks/cluster/actions';
import { registered } from '#clouds/aws/eks/cluster/facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { defineRule, fail, fieldMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'eks-control-plane-logging',
  on: eksCluster,
  title: 'The control plane of an EKS cluster exports its logs',
  severity: 'medium',
  grades: ['high', 'low'],
  control: 'control-plane-logged',
  why: 'Without these logs nobody can tell afterwards who did what in the cluster.',
  fix: 'Turn the missing log types on.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html'],
  peers: [
    'eks-bpg:security/detective',
    'kube-bench:eks-1.8.0/2.1.1',
    'kubescape:C-0067',
    'prowler:eks_control_plane_logging_all_types_enabled',
    'securityhub:EKS.8',
    'trivy:AVD-AWS-0038',
  ],
  params: z.object({ requiredTypes: z.array(z.enum(logTypes)).default([...logTypes]) }),

  evaluate({ config }, { params }) {
    if (config.connectorConfig) return notApplicable(registered);
    if (!config.logging?.clusterLogging) return fieldMissing('logging.clusterLogging');
    const enabled = enabledLogTypes(config);
    const missing = params.requiredTypes.filter((type) => !enabled.includes(type));
    if (missing.length === 0) return pass();
    const seen = { at: 'logging.clusterLogging', actual: enabled, expected: params.requiredTypes };
    const message = `Not exported: ${missing.join(', ')}.`;
    const high = fail(message, seen, { grade: 'high' });
    const low = fail(message, seen, { grade: 'low' });
    if (missing.includes('audit')) return high;
    return missing.includes('api') || missing.includes('authenticator') ? fail(message, seen) : low;
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [updateLogging],
    plan(cluster, { params }) {
      const enabled = enabledLogTypes(cluster.config);
      const types = params.requiredTypes.filter((type) => !enabled.includes(type));
      return [updateLogging(cluster, { clusterLogging: [{ types, enabled: true }] })];
    },
  },
});
