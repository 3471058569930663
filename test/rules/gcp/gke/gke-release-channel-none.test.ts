import rule from '#rules/gcp/gke/gke-release-channel-none';
import { gkeSaying, gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';

type Channel = 'RAPID' | 'REGULAR' | 'STABLE' | 'EXTENDED' | 'UNSPECIFIED';
const on = (channel: Channel, enabled = false) => gkeWith({ releaseChannel: { channel }, autopilot: { enabled } });
const none = 'The cluster is on no release channel.';
const rapid = 'The cluster is on the channel RAPID.';

testRule(rule, {
  pass: {
    'REGULAR is allowed': { on: on('REGULAR') },
    'STABLE is allowed': { on: on('STABLE') },
    'EXTENDED is allowed': { on: on('EXTENDED') },
    'RAPID where policy allows it': { on: on('RAPID'), params: { allowedChannels: ['RAPID'] } },
    'Autopilot on an allowed channel': { on: on('REGULAR', true) },
  },
  fail: {
    'nothing about it means none': { on: gkeWith(), message: none },
    'an empty object means none': { on: gkeWith({ releaseChannel: {} }), message: none },
    'UNSPECIFIED means none': { on: on('UNSPECIFIED'), message: none },
    'RAPID is not allowed by default, which is low': { on: on('RAPID'), message: rapid, grade: 'low' },
    'Autopilot on a channel that is not allowed': { on: on('RAPID', true), message: rapid, grade: 'low' },
    'the first allowed channel is planned': {
      on: on('REGULAR'),
      params: { allowedChannels: ['STABLE'] },
      message: 'The cluster is on the channel REGULAR.',
      grade: 'low',
    },
    'no plan where policy names no channel': {
      on: gkeWith(),
      params: { allowedChannels: ['NIGHTLY'] },
      message: none,
      cannot: 'allowedChannels names no channel of GKE',
    },
  },
  unknown: {
    'Autopilot always has a channel': {
      on: gkeWith({ autopilot: { enabled: true } }),
      reason: 'field-missing',
      message: 'The answer has no releaseChannel.channel.',
    },
    'a channel without a name': {
      on: gkeSaying({ releaseChannel: { channel: 9 } }),
      reason: 'malformed',
      message: 'releaseChannel.channel is 9, which has no name here.',
    },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
});
