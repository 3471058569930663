import { describe, expect, test } from 'vitest';
import { worldOf } from '#engine/world';
import { gkeApiReach, gkeDnsReach, gkeGoogleTold, gkeReaches } from '#clouds/gcp/gke/cluster/facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { formatAddresses, isWholeInternet } from '#lib/addresses';
import type { ApiReach } from '#model';
import { isUnread } from '#rule';
import { snapshotsOf } from '../../../support/build.ts';
import { valueAt } from '../../../support/evidence.ts';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { lookFrom } from '../../../support/look-from.ts';

type Config = Parameters<typeof gkeWith>[0];

const look = (config: Config) => {
  const cluster = gkeWith(config);
  return { cluster, ...lookFrom(worldOf(snapshotsOf([cluster], [gkeCluster])), cluster) };
};

const ask = (of: typeof gkeApiReach, config: Config): ApiReach => {
  const { cluster, fact } = look(config);
  const reach: ApiReach = fact(of, cluster);
  if ('is' in reach && reach.is === 'public') expect(valueAt(cluster.config, reach.at)).toBeDefined();
  return reach;
};

/** The answer in one line. */
const said = (reach: ApiReach): string => {
  if (isUnread(reach)) return reach.message;
  if (reach.is !== 'public') return `${reach.is}: ${reach.why}`;
  const addresses = isWholeInternet(reach.sources) ? 'internet' : formatAddresses(reach.sources).join(' ');
  return `public: ${[addresses, ...reach.words].join(', ')}`;
};

const ip = (
  ipEndpointsConfig: NonNullable<NonNullable<Config>['controlPlaneEndpointsConfig']>['ipEndpointsConfig'],
) => ({
  controlPlaneEndpointsConfig: { ipEndpointsConfig },
});
const whole = 'public: internet';
const off = 'private: the public endpoint is off';

describe('the IP endpoint', () => {
  test.each<[string, Config, string]>([
    ['no private configuration at all is public', {}, whole],
    ['an old answer with a private endpoint only', { privateClusterConfig: { enablePrivateEndpoint: true } }, off],
    ['an old answer with private nodes only', { privateClusterConfig: { enablePrivateNodes: true } }, whole],
    ['a DNS-only cluster', ip({ enabled: false, enablePublicEndpoint: true }), 'private: IP endpoints are off'],
    [
      'the flag turned off, whatever address is listed',
      ip({ enablePublicEndpoint: false, publicEndpoint: '1.2.3.4' }),
      off,
    ],
    [
      'the flag turned on, whatever the mirror says',
      { ...ip({ enablePublicEndpoint: true }), privateClusterConfig: { enablePrivateEndpoint: true } },
      whole,
    ],
    ['no flag and an address', ip({ enabled: true, publicEndpoint: '1.2.3.4' }), whole],
    ['no flag and no address', ip({ enabled: true }), off],
    [
      'no flag, an address, and a private mirror',
      { ...ip({ publicEndpoint: '1.2.3.4' }), privateClusterConfig: { enablePrivateEndpoint: true } },
      off,
    ],
  ])('%s', (_, config, wanted) => {
    expect(said(ask(gkeApiReach, config))).toBe(wanted);
  });
});

describe('authorized networks', () => {
  const blocks = (...cidrs: string[]) => ({
    enabled: true,
    cidrBlocks: cidrs.map((cidrBlock) => ({ cidrBlock, displayName: 'office' })),
  });

  test.each<[string, Config, string]>([
    ['an empty object means off', { masterAuthorizedNetworksConfig: {} }, whole],
    [
      'an object that only lets Google in means off',
      { masterAuthorizedNetworksConfig: { gcpPublicCidrsAccessEnabled: true } },
      whole,
    ],
    [
      'enabled false means off, whatever is listed',
      { masterAuthorizedNetworksConfig: { ...blocks('10.0.0.0/8'), enabled: false } },
      whole,
    ],
    ['enabled without a block lets nobody in', { masterAuthorizedNetworksConfig: { enabled: true } }, 'public: '],
    [
      'blocks are merged',
      { masterAuthorizedNetworksConfig: blocks('52.10.0.0/24', '52.10.1.0/24') },
      'public: 52.10.0.0/23',
    ],
    ['two halves are the internet', { masterAuthorizedNetworksConfig: blocks('0.0.0.0/1', '128.0.0.0/1') }, whole],
    [
      'the newer field goes before its mirror',
      {
        ...ip({ enablePublicEndpoint: true, authorizedNetworksConfig: blocks('52.10.0.0/24') }),
        masterAuthorizedNetworksConfig: {},
      },
      'public: 52.10.0.0/24',
    ],
    [
      'the mirror counts where the newer field is missing',
      { ...ip({ enablePublicEndpoint: true }), masterAuthorizedNetworksConfig: blocks('52.10.0.0/24') },
      'public: 52.10.0.0/24',
    ],
    [
      'a block that is no CIDR is unknown',
      { masterAuthorizedNetworksConfig: blocks('office') },
      'masterAuthorizedNetworksConfig holds a block that is no CIDR: office.',
    ],
    ['Autopilot is judged alike', { autopilot: { enabled: true } }, whole],
    [
      'the addresses of Google Cloud are a word beside the blocks',
      { masterAuthorizedNetworksConfig: { ...blocks('52.10.0.0/24'), gcpPublicCidrsAccessEnabled: true } },
      'public: 52.10.0.0/24, Google Cloud',
    ],
  ])('%s', (_, config, wanted) => {
    expect(said(ask(gkeApiReach, config))).toBe(wanted);
  });
});

describe('the DNS endpoint', () => {
  const dns = (
    dnsEndpointConfig: NonNullable<NonNullable<Config>['controlPlaneEndpointsConfig']>['dnsEndpointConfig'],
  ) => ({
    controlPlaneEndpointsConfig: { dnsEndpointConfig },
  });
  const iam = 'private: callers need the IAM permission container.clusters.connect';
  const untold = (field: string) => `The answer has no controlPlaneEndpointsConfig.dnsEndpointConfig.${field}.`;

  test.each<[string, Config, string]>([
    ['none', {}, 'elsewhere: the cluster has no DNS endpoint'],
    [
      'closed to external traffic',
      dns({ allowExternalTraffic: false, enableK8sTokensViaDns: true }),
      'private: external traffic is off',
    ],
    ['a switch that is not there is off', dns({ endpoint: 'x.gke.goog' }), 'private: external traffic is off'],
    [
      'open with the IAM check',
      dns({ allowExternalTraffic: true, enableK8sTokensViaDns: false, enableK8sCertsViaDns: false }),
      iam,
    ],
    ['open, and nothing said of tokens', dns({ allowExternalTraffic: true }), untold('enableK8sTokensViaDns')],
    [
      'open without tokens, and nothing said of certificates',
      dns({ allowExternalTraffic: true, enableK8sTokensViaDns: false }),
      untold('enableK8sCertsViaDns'),
    ],
    ['open for Kubernetes tokens', dns({ allowExternalTraffic: true, enableK8sTokensViaDns: true }), whole],
    ['open for client certificates', dns({ allowExternalTraffic: true, enableK8sCertsViaDns: true }), whole],
  ])('%s', (_, config, wanted) => {
    expect(said(ask(gkeDnsReach, config))).toBe(wanted);
  });
});

describe('an answer says of the addresses of Google Cloud', () => {
  const told = (config: Config) => {
    const { cluster, fact } = look(config);
    const answer = fact(gkeGoogleTold, cluster);
    return isUnread(answer) ? answer.message : answer;
  };

  test.each<[string, Config]>([
    ['that they are let in', { masterAuthorizedNetworksConfig: { enabled: true, gcpPublicCidrsAccessEnabled: true } }],
    [
      'that they are kept out',
      { masterAuthorizedNetworksConfig: { enabled: true, gcpPublicCidrsAccessEnabled: false } },
    ],
    ['all there is to say where everyone is let in', { masterAuthorizedNetworksConfig: {} }],
    [
      'all there is to say where nobody is',
      { privateClusterConfig: { enablePrivateEndpoint: true }, masterAuthorizedNetworksConfig: { enabled: true } },
    ],
  ])('%s', (_, config) => {
    expect(told(config)).toBe('told');
  });

  test('nothing where the flag is missing', () => {
    const missing = 'The answer has no masterAuthorizedNetworksConfig.gcpPublicCidrsAccessEnabled.';
    expect(told({ masterAuthorizedNetworksConfig: { enabled: true } })).toBe(missing);
    const { cluster, fact } = look({ masterAuthorizedNetworksConfig: { enabled: true } });
    const all = ['public: ', 'elsewhere: the cluster has no DNS endpoint', missing];
    expect(fact(gkeReaches, cluster).map(said)).toEqual(all);
  });
});
