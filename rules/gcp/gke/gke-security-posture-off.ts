import { updateSecurityPosture } from '#clouds/gcp/gke/cluster/posture-actions';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { choiceOf, seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { defineRule, fail, isUnread, pass } from '#rule';

export default defineRule({
  id: 'gke-security-posture-off',
  on: gkeCluster,
  title: 'The workloads of a GKE cluster are audited by its security posture',
  severity: 'low',
  control: 'threats-detected',
  why: 'Google looks for workloads with known concerns only where it was asked to.',
  fix: 'Turn the basic security posture on.',
  references: [
    'https://cloud.google.com/kubernetes-engine/docs/how-to/protect-workload-configuration',
    'https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/projects.locations.clusters#securitypostureconfig',
  ],
  peers: ['kube-bench:gke-1.9.0/5.10.4'],

  evaluate({ config }) {
    const mode = choiceOf(config.securityPostureConfig?.mode, at, ['DISABLED', 'BASIC', 'ENTERPRISE']);
    if (isUnread(mode)) return mode;
    return mode === 'DISABLED' ? fail('The security posture is off.', seenAt(config, at, 'BASIC')) : pass();
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [updateSecurityPosture],
    plan: (cluster) => [updateSecurityPosture(cluster, { desiredSecurityPostureConfig: { mode: 'BASIC' } })],
  },
});

const at = 'securityPostureConfig.mode';
