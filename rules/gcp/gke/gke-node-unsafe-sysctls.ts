import { z } from 'zod';
import { updateAutoKubelet } from '#clouds/gcp/gke/cluster/autopilot-actions';
import { kubeletSettings } from '#clouds/gcp/gke/cluster/kubelet-facts';
import { updatePoolKubelet } from '#clouds/gcp/gke/cluster/pool-actions';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-node-unsafe-sysctls',
  on: gkeCluster,
  title: 'The nodes of a GKE cluster let pods set safe kernel parameters only',
  severity: 'medium',
  control: 'kubelet-hardened',
  why: 'Unsafe kernel parameters of one pod reach its neighbours, and the node itself.',
  fix: 'Take the parameters off the list of the pool; its nodes are made anew.',
  references: [
    'https://cloud.google.com/kubernetes-engine/docs/how-to/node-system-config',
    'https://kubernetes.io/docs/tasks/administer-cluster/sysctl-cluster/',
  ],
  params: z.object({ allowed: nameList() }),

  evaluate({ config }, { params }) {
    const judged = kubeletSettings(config).map(({ key, label, at, settings }) => {
      const unsafe = (settings?.allowedUnsafeSysctls ?? []).filter((it) => !params.allowed.includes(it));
      const seen = seenAt(config, `${at}.allowedUnsafeSysctls`, params.allowed);
      const message = `${label} let pods set ${unsafe.join(', ')}.`;
      return unsafe.length === 0 ? pass() : fail(message, seen, { key });
    });
    return judged.length > 0 ? judged : notApplicable('the cluster has no node pools');
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updatePoolKubelet, updateAutoKubelet],
    plan(cluster, { params }, { key = '' }) {
      const stands = kubeletSettings(cluster.config).find((it) => it.key === key)?.settings;
      const allowedUnsafeSysctls = (stands?.allowedUnsafeSysctls ?? []).filter((it) => params.allowed.includes(it));
      const kubeletConfig = { ...stands, allowedUnsafeSysctls };
      return key === 'auto-provisioning'
        ? [updateAutoKubelet(cluster, { desiredNodePoolAutoConfigKubeletConfig: kubeletConfig })]
        : [updatePoolKubelet(cluster, { nodePoolId: key, kubeletConfig })];
    },
  },
});
