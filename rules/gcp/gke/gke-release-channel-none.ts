import { z } from 'zod';
import { isAutopilot } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { nameOf, seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { updateReleaseChannel } from '#clouds/gcp/gke/cluster/update-actions';
import { nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, fieldMissing, isUnread, pass } from '#rule';

export default defineRule({
  id: 'gke-release-channel-none',
  on: gkeCluster,
  title: 'A GKE cluster is on an allowed release channel',
  severity: 'medium',
  grades: ['low'],
  control: 'upgrades-automatic',
  why: 'A cluster on no channel is upgraded only when somebody thinks of it, and stays on versions with known bugs.',
  fix: 'Put the cluster on the channel REGULAR or STABLE.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/concepts/release-channels'],
  peers: ['kube-bench:gke-1.9.0/5.5.4'],
  params: z.object({ allowedChannels: nameList(['REGULAR', 'STABLE', 'EXTENDED']) }),

  evaluate({ config }, { params }) {
    const channel = nameOf(config.releaseChannel?.channel, at);
    if (isUnread(channel)) return channel;
    const seen = seenAt(config, at, params.allowedChannels);
    if (channel !== '' && channel !== 'UNSPECIFIED') {
      const other = fail(`The cluster is on the channel ${channel}.`, seen, { grade: 'low' });
      return params.allowedChannels.includes(channel) ? pass() : other;
    }
    if (isAutopilot(config)) return fieldMissing(at);
    return fail('The cluster is on no release channel.', seen);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateReleaseChannel],
    plan(cluster, { params }) {
      const channel = channels.find((it) => params.allowedChannels.includes(it));
      if (channel === undefined) return cannotPlan('allowedChannels names no channel of GKE');
      return [updateReleaseChannel(cluster, { desiredReleaseChannel: { channel } })];
    },
  },
});

const at = 'releaseChannel.channel';
const channels = ['REGULAR', 'STABLE', 'EXTENDED', 'RAPID'] as const;
