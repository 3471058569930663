import { z } from 'zod';
import { noticeOf, updateNotifications } from '#clouds/gcp/gke/cluster/notification-actions';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { flag } from '#lib/params';
import { cannotPlan, defineRule, fail, notApplicable, pass } from '#rule';

const bulletins = 'SECURITY_BULLETIN_EVENT';

export default defineRule({
  id: 'gke-security-notifications-off',
  on: gkeCluster,
  title: 'A GKE cluster publishes its security bulletins',
  severity: 'low',
  control: 'kubernetes-supported',
  why: 'Nobody hears by itself that a hole in the version which the cluster runs is known.',
  fix: 'Turn on cluster notifications with a topic of Pub/Sub, and let security bulletins through.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/concepts/cluster-notifications'],
  params: z.object({ require: flag(false) }),

  evaluate({ config }, { params }) {
    if (!params.require) return notApplicable('policy does not ask for it');
    const pubsub = config.notificationConfig?.pubsub;
    const at = 'notificationConfig.pubsub';
    if (pubsub?.enabled !== true) return fail('No notifications are published.', seenAt(config, `${at}.enabled`, true));
    if (!pubsub.topic) return fail('Notifications have no topic.', seenAt(config, `${at}.topic`));
    const types = pubsub.filter?.eventType ?? [];
    if (types.length === 0 || types.map(String).includes(bulletins)) return pass();
    const seen = seenAt(config, `${at}.filter.eventType`, [bulletins]);
    return fail('Security bulletins are filtered out of the notifications.', seen);
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [updateNotifications],
    plan(cluster) {
      const stands = cluster.config.notificationConfig?.pubsub;
      if (!stands?.topic) return cannotPlan('no topic is named that could take them: choose one');
      const types = stands.filter?.eventType ?? [];
      const isKept = types.length > 0 && !types.map(String).includes(bulletins);
      const filter = isKept && { filter: { eventType: [...types, noticeOf(bulletins)] } };
      return [
        updateNotifications(cluster, {
          desiredNotificationConfig: { pubsub: { ...stands, enabled: true, ...filter } },
        }),
      ];
    },
  },
});
