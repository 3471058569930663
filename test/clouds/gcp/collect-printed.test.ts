import { describe, expect, test } from 'vitest';
import { printed } from '#clouds/gcp/gke/cluster/printed';

const cluster = (message: object): unknown => printed('Cluster', message);

describe('a message is printed as the API prints it', () => {
  test.each<[string, object, object]>([
    ['a field at its default is not there', { description: '', enableTpu: false, currentNodeCount: 0 }, {}],
    [
      'a set field is there',
      { name: 'a', enableTpu: true, currentNodeCount: 3 },
      { name: 'a', enableTpu: true, currentNodeCount: 3 },
    ],
    ['a message that was not set is not there', { autopilot: null }, {}],
    ['a message that was set empty is an empty object', { autopilot: { enabled: false } }, { autopilot: {} }],
    ['an empty list and an empty map are not there', { locations: [], resourceLabels: {} }, {}],
    [
      'lists and maps keep what they hold',
      { locations: ['a'], resourceLabels: { env: '' } },
      { locations: ['a'], resourceLabels: { env: '' } },
    ],
    ['an enum at its first value is not there', { status: 'STATUS_UNSPECIFIED' }, {}],
    [
      'an enum whose first value has a name of its own is not there',
      { databaseEncryption: { state: 'UNKNOWN' } },
      { databaseEncryption: {} },
    ],
    [
      'an enum of another message keeps its name',
      { releaseChannel: { channel: 'STABLE' } },
      { releaseChannel: { channel: 'STABLE' } },
    ],
    [
      'a field that tells apart whether it was set keeps its default',
      {
        controlPlaneEndpointsConfig: {
          dnsEndpointConfig: { allowExternalTraffic: false, _allowExternalTraffic: 'allowExternalTraffic' },
        },
      },
      { controlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: false } } },
    ],
    [
      'such a field that was not set is not there',
      { controlPlaneEndpointsConfig: { dnsEndpointConfig: { endpoint: 'x' } } },
      { controlPlaneEndpointsConfig: { dnsEndpointConfig: { endpoint: 'x' } } },
    ],
    [
      'a moment is RFC 3339',
      {
        maintenancePolicy: {
          window: {
            recurringWindow: {
              window: {
                startTime: { seconds: '1700000000', nanos: 0 },
                endTime: { seconds: '1700000000', nanos: 500_000_000 },
              },
            },
          },
        },
      },
      {
        maintenancePolicy: {
          window: {
            recurringWindow: { window: { startTime: '2023-11-14T22:13:20Z', endTime: '2023-11-14T22:13:20.500Z' } },
          },
        },
      },
    ],
    [
      'a span is seconds',
      { nodePools: [{ config: { maxRunDuration: { seconds: '3600', nanos: 0 } } }] },
      { nodePools: [{ config: { maxRunDuration: '3600s' } }] },
    ],
    [
      'a wrapped value is the value, also at its default',
      { nodePools: [{ config: { kubeletConfig: { cpuCfsQuota: { value: false }, podPidsLimit: '1024' } } }] },
      { nodePools: [{ config: { kubeletConfig: { cpuCfsQuota: false, podPidsLimit: '1024' } } }] },
    ],
    [
      'a 64-bit number at zero is not there',
      { nodePools: [{ config: { kubeletConfig: { podPidsLimit: '0' } } }] },
      { nodePools: [{ config: { kubeletConfig: {} } }] },
    ],
    ['what the message does not define is not there', { _rbacBindingConfig: 'rbacBindingConfig' }, {}],
  ])('%s', (_, message, expected) => {
    expect(cluster(message)).toEqual(expected);
  });
});
