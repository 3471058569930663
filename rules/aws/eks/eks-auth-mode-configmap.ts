import { z } from 'zod';
import { updateAccessMode } from '#clouds/aws/eks/cluster/actions';
import { registered } from '#clouds/aws/eks/cluster/facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { flag } from '#lib/params';
import { cannotPlan, defineRule, fail, fieldMissing, notApplicable, pass } from '#rule';

const hidden = 'its creator keeps a system:masters grant that no API shows or revokes';

export default defineRule({
  id: 'eks-auth-mode-configmap',
  on: eksCluster,
  title: 'Access to an EKS cluster is granted by access entries alone',
  severity: 'medium',
  grades: ['low'],
  control: 'cluster-authentication-by-cloud-identity',
  why: 'Whoever can edit the aws-auth ConfigMap can make anybody an administrator, past every audit of the cloud.',
  fix: 'Make an access entry for every row of aws-auth, then set the authentication mode to API.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html'],
  peers: [
    'eks-bpg:security/iam',
    'kube-bench:eks-1.8.0/4.1.7',
    'kube-bench:eks-1.8.0/5.5.1',
    'kubescape:C-0232',
    'kubescape:C-0285',
  ],
  params: z.object({ requireApiOnly: flag(true) }),

  evaluate({ config }, { params }) {
    if (config.connectorConfig) return notApplicable(registered);
    const at = 'accessConfig.authenticationMode';
    const mapOnly = `The aws-auth ConfigMap alone grants access, and ${hidden}.`;
    if (!config.accessConfig) return fail(mapOnly, { at: '', actual: 'no accessConfig', expected: 'API' });
    const mode = config.accessConfig.authenticationMode;
    if (mode === undefined) return fieldMissing(at);
    const seen = { at, actual: mode, expected: 'API' };
    if (mode === 'CONFIG_MAP') return fail(mapOnly, seen);
    if (mode === 'API' || !params.requireApiOnly) return pass();
    const both = fail('The aws-auth ConfigMap grants access beside the access entries.', seen, { grade: 'low' });
    return both;
  },

  remediation: {
    impact: 'disruptive',
    reversible: false,
    actions: [updateAccessMode],
    plan(cluster, { params }) {
      if (params.requireApiOnly) return cannotPlan('who is only in aws-auth loses access: make access entries first');
      return [updateAccessMode(cluster, { authenticationMode: 'API_AND_CONFIG_MAP' })];
    },
  },
});
