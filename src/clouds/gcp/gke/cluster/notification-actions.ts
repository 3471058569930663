import type { protos } from '@google-cloud/container';
import { withoutDefaults } from '../../without-defaults.ts';
import { update } from './update-actions.ts';

/**
 * Replaces where the notifications of a cluster are published, and which of them. A plan says the whole of it.
 * Source: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/NotificationConfig
 */
export const updateNotifications = update<'desiredNotificationConfig'>({
  name: 'gke.update-notifications',
  writes: ['notificationConfig'],
  become: (_, { desiredNotificationConfig: { pubsub } }) => ({
    notificationConfig: { pubsub: withoutDefaults(pubsub) },
  }),
  back: ({ notificationConfig: old }) => ({
    desiredNotificationConfig: { pubsub: { enabled: false, ...old?.pubsub } },
  }),
});

type Notice = protos.google.container.v1.NotificationConfig.EventType;

/** A kind of notification as the API prints it, by its name; the client's type knows its number alone. */
export function noticeOf(name: string): Notice;
export function noticeOf(name: string): unknown {
  return name;
}
