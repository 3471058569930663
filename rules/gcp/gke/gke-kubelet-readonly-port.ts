import { updateAutoKubelet } from '#clouds/gcp/gke/cluster/autopilot-actions';
import { readOnlyPorts } from '#clouds/gcp/gke/cluster/kubelet-facts';
import { updatePoolKubelet } from '#clouds/gcp/gke/cluster/pool-actions';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-kubelet-readonly-port',
  on: gkeCluster,
  title: 'The kubelets of a GKE cluster answer nobody without asking who calls',
  severity: 'medium',
  control: 'kubelet-hardened',
  why: 'Port 10255 tells every pod and neighbour what runs on a node, and asks nobody who they are.',
  fix: 'Move what reads port 10255 to port 10250, then turn the read-only port off for the cluster and each pool.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/how-to/disable-kubelet-readonly-port'],
  peers: ['kubescape:C-0175'],

  evaluate({ config }) {
    const judged = readOnlyPorts(config).map(({ key, label, at, port }) => {
      if (isUnread(port)) return port;
      if (port === 'none') return notApplicable('Windows nodes have no such port');
      const message = `${label} open the read-only port 10255 of the kubelet.`;
      return port === 'closed' ? pass() : fail(message, seenAt(config, at, false), { key });
    });
    return judged.length > 0 ? judged : notApplicable('the cluster has no node pools');
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updatePoolKubelet, updateAutoKubelet],
    plan(cluster, _, { key }) {
      const { nodePoolAutoConfig, nodePools } = cluster.config;
      const closed = { insecureKubeletReadonlyPortEnabled: false };
      if (key === undefined) {
        const wish = { ...nodePoolAutoConfig?.nodeKubeletConfig, ...closed };
        return [updateAutoKubelet(cluster, { desiredNodePoolAutoConfigKubeletConfig: wish })];
      }
      const stands = nodePools?.find(({ name }) => name === key)?.config?.kubeletConfig;
      return [updatePoolKubelet(cluster, { nodePoolId: key, kubeletConfig: { ...stands, ...closed } })];
    },
  },
});
