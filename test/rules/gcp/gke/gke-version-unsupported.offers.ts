import { gkeServerConfig } from '#clouds/gcp/gke/server-config/resource';
import { gkeUpgradeInfo } from '#clouds/gcp/gke/upgrade-info/resource';
import { gkeWith, serverConfigWith, upgradeInfoWith } from '../../../support/gcp/gke.ts';

export const v132 = '1.32.2-gke.1182003';
export const at = '2026-11-01T00:00:00Z';
export const running = (currentMasterVersion: string, channel?: 'REGULAR' | 'EXTENDED') =>
  gkeWith({ currentMasterVersion, ...(channel && { releaseChannel: { channel } }) });
export const ends = (standard?: string, extended?: string) =>
  upgradeInfoWith({ endOfStandardSupportTimestamp: standard, endOfExtendedSupportTimestamp: extended });

/** The minor 1.32 of all channels, and 1.30 of the extended one alone. */
export const offer = serverConfigWith({
  validMasterVersions: ['1.34.1-gke.1829001', '1.33.5-gke.1080000', '1.32.9-gke.1207000'],
  channels: [
    { channel: 'REGULAR', validVersions: ['1.33.5-gke.1080000'] },
    { channel: 'EXTENDED', validVersions: ['1.33.5-gke.1080000', '1.30.14-gke.1150000'] },
  ],
});
const silent = [ends(), offer];

/** The cases in which GKE does not tell when support ends: what it offers decides. */
export const offers = {
  pass: {
    'no dates, and the minor is still offered': { on: running('1.32.2-gke.1'), beside: silent, at },
    'no dates, and the channel still offers the minor': {
      on: running('1.30.14-gke.1', 'EXTENDED'),
      beside: silent,
      at,
    },
    'the end of standard support is not told, that of extended support is not the one that applies': {
      on: running(v132, 'EXTENDED'),
      beside: [ends(undefined, '2026-11-20T00:00:00Z'), offer],
      at,
    },
    'no answer about its upgrades is one without dates': { on: running(v132), beside: [offer], at },
    'the minor is offered on another patch': { on: running('1.33.0-gke.1'), beside: silent, at },
  },
  fail: {
    'no dates, and later minors alone are offered': {
      on: running('1.31.13-gke.1023000'),
      beside: silent,
      at,
      message: 'GKE no longer offers Kubernetes 1.31 in europe-west1, only later minors.',
    },
    'the answer with dates was denied, and later minors alone are offered': {
      on: running('1.31.13-gke.1023000'),
      beside: [offer],
      hidden: [gkeUpgradeInfo],
      at,
      message: 'GKE no longer offers Kubernetes 1.31 in europe-west1, only later minors.',
    },
    'another channel that offers the minor does not count': {
      on: running('1.30.14-gke.1', 'REGULAR'),
      beside: silent,
      at,
      message: 'GKE no longer offers Kubernetes 1.30 in europe-west1, only later minors.',
    },
    'no channel is none of those that offer something': {
      on: running('1.30.14-gke.1'),
      beside: [
        ends(),
        serverConfigWith({ validMasterVersions: ['1.34.1-gke.1'], channels: [{ validVersions: ['1.30.1-gke.1'] }] }),
      ],
      at,
      message: 'GKE no longer offers Kubernetes 1.30 in europe-west1, only later minors.',
    },
    'minors are numbers: 1.9 is before 1.32': {
      on: running('1.9.7-gke.3'),
      beside: silent,
      at,
      message: 'GKE no longer offers Kubernetes 1.9 in europe-west1, only later minors.',
    },
    'a channel alone offers later minors': {
      on: running('1.31.1-gke.1', 'EXTENDED'),
      beside: [
        ends(),
        serverConfigWith({ channels: [{ channel: 'EXTENDED', validVersions: ['1.33.5-gke.1', '1.30.1-gke.1'] }] }),
      ],
      at,
      message: 'GKE no longer offers Kubernetes 1.31 in europe-west1, only later minors.',
    },
  },
  unknown: {
    'the answer with dates was denied, though the minor is still offered': {
      on: running(v132),
      beside: [offer],
      hidden: [gkeUpgradeInfo],
      at,
      reason: 'denied',
      message: 'container.clusters.get was refused.',
    },
    'no dates, and what is offered was denied': {
      on: running(v132),
      beside: [ends()],
      hidden: [gkeServerConfig],
      at,
      reason: 'denied',
    },
    'no dates, and what is offered there was not read': {
      on: running(v132),
      beside: [ends()],
      at,
      reason: 'not-found',
      message:
        'What GKE offers at //container.googleapis.com/projects/shop-prod/locations/europe-west1/serverConfig was not read.',
    },
    'no dates, and neither the minor nor a later one is offered': {
      on: running('1.35.0-gke.1'),
      beside: silent,
      at,
      reason: 'not-found',
      message: 'GKE offers neither Kubernetes 1.35 nor a later minor in europe-west1.',
    },
    'nothing is offered': {
      on: running(v132),
      beside: [ends(), serverConfigWith({})],
      at,
      reason: 'not-found',
      message: 'GKE offers neither Kubernetes 1.32 nor a later minor in europe-west1.',
    },
    'policy allows extended support, whose end nobody tells, and the minor is not offered': {
      on: running('1.36.0-gke.1', 'EXTENDED'),
      beside: [ends('2026-04-11T00:00:00Z'), offer],
      at,
      params: { allowExtended: true },
      reason: 'not-found',
    },
    'files without these answers': { on: running(v132), folder: 'recorded', at, reason: 'not-in-files' },
  },
} as const;
