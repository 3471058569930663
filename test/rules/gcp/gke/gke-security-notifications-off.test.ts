import rule from '#rules/gcp/gke/gke-security-notifications-off';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

const params = { require: true };
const topic = 'projects/shop-prod/topics/gke';
const telling = (pubsub: object) => gkeWith({ notificationConfig: { pubsub } });
const cannot = 'no topic is named that could take them: choose one';
const silent = 'No notifications are published.';

testRule(rule, {
  pass: {
    'all notifications': { on: telling({ enabled: true, topic }), params },
    'a filter without kinds lets all through': { on: telling({ enabled: true, topic, filter: {} }), params },
    'an empty filter lets all through': { on: telling({ enabled: true, topic, filter: { eventType: [] } }), params },
    'security bulletins among others': {
      on: telling({ enabled: true, topic, filter: { eventType: ['UPGRADE_EVENT', 'SECURITY_BULLETIN_EVENT'] } }),
      params,
    },
    'Autopilot counts too': {
      on: gkeWith({ autopilot: { enabled: true }, notificationConfig: { pubsub: { enabled: true, topic } } }),
      params,
    },
  },
  fail: {
    'no notifications': { on: gkeWith(), params, message: silent, cannot },
    'no publishing': { on: gkeWith({ notificationConfig: {} }), params, message: silent, cannot },
    'publishing of upgrades alone is off': {
      on: telling({ topic, filter: { eventType: ['UPGRADE_EVENT'] } }),
      params,
      message: silent,
    },
    'publishing is off': { on: telling({ topic }), params, message: silent },
    'no topic': { on: telling({ enabled: true }), params, message: 'Notifications have no topic.', cannot },
    'upgrades alone': {
      on: telling({ enabled: true, topic, filter: { eventType: ['UPGRADE_EVENT'] } }),
      params,
      message: 'Security bulletins are filtered out of the notifications.',
    },
    'Autopilot without notifications': {
      on: gkeWith({ autopilot: { enabled: true } }),
      params,
      message: silent,
      cannot,
    },
  },
  unknown: {
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), params, reason: 'in-transition' },
  },
  notApplicable: {
    'policy does not ask for it': { on: gkeWith(), message: 'policy does not ask for it' },
  },
});
