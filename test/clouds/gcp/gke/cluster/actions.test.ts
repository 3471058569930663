import { expect, test } from 'vitest';
import { setLoggingService, updateDnsEndpoint, updateIpEndpoints } from '#clouds/gcp/gke/cluster/actions';
import { updateDatabaseEncryption } from '#clouds/gcp/gke/cluster/update-actions';
import { gkeSaying, gkeWith } from '../../../../support/gcp/gke.ts';

const stage = { find: () => 'absent' as const };
const written = (edits: readonly unknown[]) => edits[0];

test('what a DNS endpoint is not told stays', () => {
  const ipEndpointsConfig = { enabled: true };
  const dnsEndpointConfig = { endpoint: 'gke-1.europe-west1.gke.goog', enableK8sTokensViaDns: false };
  const cluster = gkeWith({ controlPlaneEndpointsConfig: { ipEndpointsConfig, dnsEndpointConfig } });
  const wish = { desiredControlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: true } } };
  expect(written(updateDnsEndpoint.simulate(cluster, wish, stage))).toEqual({
    put: {
      ...cluster,
      config: {
        ...cluster.config,
        controlPlaneEndpointsConfig: {
          ipEndpointsConfig,
          dnsEndpointConfig: { ...dnsEndpointConfig, allowExternalTraffic: true },
        },
      },
    },
  });
});

test('the undo of a DNS endpoint gives back what was asked for, and no more', () => {
  const stood = { endpoint: 'gke-1.europe-west1.gke.goog', allowExternalTraffic: true, enableK8sTokensViaDns: true };
  const cluster = gkeWith({ controlPlaneEndpointsConfig: { dnsEndpointConfig: stood } });
  const asking = (dnsEndpointConfig: object) => ({ desiredControlPlaneEndpointsConfig: { dnsEndpointConfig } });
  const asked = asking({ enableK8sTokensViaDns: false, enableK8sCertsViaDns: false });
  const [back] = [updateDnsEndpoint.undo(cluster, asked, stage)].flat();
  expect(back).toHaveProperty('request', asking({ enableK8sTokensViaDns: true, enableK8sCertsViaDns: false }));
});

test('IP endpoints are turned off with what they are told left as it is', () => {
  const dnsEndpointConfig = { allowExternalTraffic: true };
  const ipEndpointsConfig = { enabled: true, enablePublicEndpoint: true };
  const cluster = gkeWith({ controlPlaneEndpointsConfig: { ipEndpointsConfig, dnsEndpointConfig } });
  const wish = { desiredControlPlaneEndpointsConfig: { ipEndpointsConfig: { enabled: false } } };
  expect(written(updateIpEndpoints.simulate(cluster, wish, stage))).toMatchObject({
    put: {
      config: {
        controlPlaneEndpointsConfig: {
          dnsEndpointConfig,
          ipEndpointsConfig: { enabled: false, enablePublicEndpoint: true },
        },
      },
    },
  });
});

test.each([
  ['none', []],
  ['logging.googleapis.com/kubernetes', ['SYSTEM_COMPONENTS', 'WORKLOADS']],
])('the service %s takes %j', (loggingService, enableComponents) => {
  const cluster = gkeSaying({ loggingConfig: { componentConfig: { enableComponents: ['APISERVER'] } } });
  expect(written(setLoggingService.simulate(cluster, { loggingService }, stage))).toMatchObject({
    put: { config: { name: 'shop', loggingService, loggingConfig: { componentConfig: { enableComponents } } } },
  });
});

test.each([
  ['ENCRYPTED', 'CURRENT_STATE_ENCRYPTED'],
  ['DECRYPTED', 'CURRENT_STATE_DECRYPTED'],
] as const)('secrets that are to be %s end in that state', (state, currentState) => {
  const cluster = gkeWith();
  const wish = { desiredDatabaseEncryption: { state } };
  expect(written(updateDatabaseEncryption.simulate(cluster, wish, stage))).toMatchObject({
    put: { config: { databaseEncryption: { state, currentState } } },
  });
});
