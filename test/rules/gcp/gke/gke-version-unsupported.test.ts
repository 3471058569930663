import rule from '#rules/gcp/gke/gke-version-unsupported';
import { gkeSaying, gkeWith } from '../../../support/gcp/gke.ts';
import { testRule } from '../../../support/test-rule.ts';
import { at, ends, offer, offers, running, v132 } from './gke-version-unsupported.offers.ts';

const told = [ends('2026-04-11T00:00:00Z', '2027-02-11T00:00:00Z'), offer];
const later = [ends('2027-04-11T00:00:00Z', '2028-02-11T00:00:00Z'), offer];
const allowExtended = { allowExtended: true };
const standardEnds = (day: string) => `Standard support of Kubernetes 1.32 ends on ${day}.`;
const extendedEnds = 'Extended support of Kubernetes 1.32 ends on 2027-02-11.';

const deny = (versions: string, provider?: 'eks' | 'gke') => ({
  allow: {},
  deny: { kubernetesVersions: [{ versions, reason: 'broken', ...(provider && { provider }) }] },
});

testRule(rule, {
  pass: {
    'policy denies the versions of another service': {
      on: running(v132),
      beside: later,
      at,
      components: deny('1.32', 'eks'),
      message: standardEnds('2027-04-11'),
    },
    ...offers.pass,
    'standard support for longer than warnDays': {
      on: running(v132),
      beside: later,
      at,
      message: standardEnds('2027-04-11'),
    },
    'a second more than warnDays is left': {
      on: running(v132, 'REGULAR'),
      beside: [ends('2026-12-31T00:00:01Z'), offer],
      at,
      message: standardEnds('2026-12-31'),
    },
    'the channel EXTENDED in standard support': {
      on: running(v132, 'EXTENDED'),
      beside: later,
      at,
      message: standardEnds('2027-04-11'),
    },
    'the channel EXTENDED where policy allows extended support': {
      on: running(v132, 'EXTENDED'),
      beside: told,
      at,
      params: allowExtended,
      message: extendedEnds,
    },
    'extended support tells its end and not that of standard support': {
      on: running(v132, 'EXTENDED'),
      beside: [ends(undefined, '2027-02-11T00:00:00Z'), offer],
      at,
      params: allowExtended,
      message: extendedEnds,
    },
    'policy allows extended support, which another channel does not have': {
      on: running(v132, 'REGULAR'),
      beside: later,
      at,
      params: allowExtended,
      message: standardEnds('2027-04-11'),
    },
    'policy warns later': {
      on: running(v132),
      beside: [ends('2026-11-20T00:00:00Z'), offer],
      at,
      params: { warnDays: 10 },
      message: standardEnds('2026-11-20'),
    },
    'GKE tells the end: what it offers is not looked at': {
      on: running('1.31.1-gke.1'),
      beside: [ends('2027-04-11T00:00:00Z')],
      at,
      message: 'Standard support of Kubernetes 1.31 ends on 2027-04-11.',
    },
  },
  fail: {
    'policy denies the version, whatever the support': {
      on: running(v132),
      beside: later,
      at,
      components: deny('1.32', 'gke'),
      message: `Policy denies Kubernetes ${v132}.`,
    },
    ...offers.fail,
    'standard support has ended': {
      on: running(v132),
      beside: told,
      at,
      message: 'Standard support of Kubernetes 1.32 ended on 2026-04-11.',
    },
    'extended support is no way out on another channel': {
      on: running(v132, 'REGULAR'),
      beside: told,
      at,
      params: allowExtended,
      message: 'Standard support of Kubernetes 1.32 ended on 2026-04-11.',
    },
    'standard support ended a second ago': {
      on: running(v132),
      beside: [ends('2026-10-31T23:59:59Z'), offer],
      at,
      message: 'Standard support of Kubernetes 1.32 ended on 2026-10-31.',
    },
    'the channel EXTENDED past standard support is medium': {
      on: running(v132, 'EXTENDED'),
      beside: told,
      at,
      message: 'Kubernetes 1.32 is in extended support.',
      grade: 'medium',
    },
    'medium as long as nobody tells when extended support ends': {
      on: running(v132, 'EXTENDED'),
      beside: [ends('2026-04-11T00:00:00Z'), offer],
      at,
      message: 'Kubernetes 1.32 is in extended support.',
      grade: 'medium',
    },
    'extended support has ended': {
      on: running(v132, 'EXTENDED'),
      beside: told,
      at: '2027-02-11T00:00:01Z',
      message: 'Extended support of Kubernetes 1.32 ended on 2027-02-11.',
    },
    'extended support has ended where policy allows it': {
      on: running(v132, 'EXTENDED'),
      beside: told,
      at: '2027-02-11T00:00:01Z',
      params: allowExtended,
      message: 'Extended support of Kubernetes 1.32 ended on 2027-02-11.',
    },
    'exactly warnDays are left': {
      on: running(v132),
      beside: [ends('2026-12-31T00:00:00Z'), offer],
      at,
      message: standardEnds('2026-12-31'),
      grade: 'low',
    },
    'the very moment of the end is not past it': {
      on: running(v132),
      beside: [ends(at), offer],
      at,
      message: standardEnds('2026-11-01'),
      grade: 'low',
    },
    'the very moment of the end is not past it on the channel EXTENDED': {
      on: running(v132, 'EXTENDED'),
      beside: [ends(at, '2027-10-01T00:00:00Z'), offer],
      at,
      message: standardEnds('2026-11-01'),
      grade: 'low',
    },
    'the channel EXTENDED: standard support is the end that applies': {
      on: running(v132, 'EXTENDED'),
      beside: [ends('2026-12-01T00:00:00Z', '2027-10-01T00:00:00Z'), offer],
      at,
      message: standardEnds('2026-12-01'),
      grade: 'low',
    },
    'policy allows extended support, which ends within warnDays': {
      on: running(v132, 'EXTENDED'),
      beside: told,
      at: '2027-01-11T00:00:00Z',
      params: allowExtended,
      message: extendedEnds,
      grade: 'low',
    },
    'policy warns earlier': {
      on: running(v132),
      beside: later,
      at,
      params: { warnDays: 365 },
      message: standardEnds('2027-04-11'),
      grade: 'low',
    },
    'an offset from UTC is part of the moment': {
      on: running(v132),
      beside: [ends('2026-11-01T01:00:00+02:00'), offer],
      at,
      message: 'Standard support of Kubernetes 1.32 ended on 2026-10-31.',
    },
  },
  unknown: {
    ...offers.unknown,
    'an end of standard support that is no date': {
      on: running(v132),
      beside: [ends('soon'), offer],
      at,
      reason: 'malformed',
      message: 'The end of support is no date: soon.',
    },
    'an end of extended support that is no date': {
      on: running(v132),
      beside: [ends('2027-04-11T00:00:00Z', 'later'), offer],
      at,
      reason: 'malformed',
      message: 'The end of support is no date: later.',
    },
    'an answer without a version': {
      on: gkeWith(),
      beside: told,
      at,
      reason: 'field-missing',
      message: 'The answer has no currentMasterVersion.',
    },
    'a version that is none': {
      on: running('latest'),
      beside: told,
      at,
      reason: 'malformed',
      message: 'latest is no version of GKE.',
    },
    'a channel without a name': {
      on: gkeSaying({ currentMasterVersion: v132, releaseChannel: { channel: 9 } }),
      beside: told,
      at,
      reason: 'malformed',
      message: 'releaseChannel.channel is 9, which has no name here.',
    },
    'a cluster that is being made': {
      on: gkeWith({ status: 'PROVISIONING', currentMasterVersion: v132 }),
      beside: told,
      at,
      reason: 'in-transition',
    },
  },
});
