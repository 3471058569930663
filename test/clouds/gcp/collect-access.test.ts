import { OAuth2Client } from 'google-auth-library';
import { expect, test } from 'vitest';
import { gcpCloud } from '#clouds/gcp/cloud';
import { gateOf } from '#clouds/gate';
import { quickClock } from '../../support/quick-clock.ts';

const id = '//container.googleapis.com/projects/p/locations/europe-west1/clusters/c';
const ca = '-----BEGIN CERTIFICATE-----';
const masterAuth = { clusterCaCertificate: Buffer.from(ca).toString('base64') };
const dnsEndpointConfig = { endpoint: 'gke-1.europe-west1.gke.goog', allowExternalTraffic: true };

const accessTo = (config: object) => {
  const clock = quickClock();
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: 'mine' });
  const cloud = gcpCloud({ gate: gateOf({ clock }), clock, auth });
  return cloud.access({ type: 'gke.cluster', id, name: 'c', target: 'gcp:p', config });
};

test('the API is called by its DNS name where that takes traffic from outside', async () => {
  const access = await accessTo({
    endpoint: '192.0.2.1',
    masterAuth,
    controlPlaneEndpointsConfig: { dnsEndpointConfig },
  });
  expect(access).toEqual({
    cluster: id,
    endpoint: `https://${dnsEndpointConfig.endpoint}`,
    token: expect.any(Function) as unknown,
  });
});

test.each([
  ['192.0.2.1', 'https://192.0.2.1'],
  ['2001:db8::1', 'https://[2001:db8::1]'],
])('otherwise by its address %s with the certificate authority of the cluster', async (endpoint, url) => {
  const closed = { dnsEndpointConfig: { ...dnsEndpointConfig, allowExternalTraffic: false } };
  const access = await accessTo({ endpoint, masterAuth, controlPlaneEndpointsConfig: closed });
  expect(access).toMatchObject({ cluster: id, endpoint: url, ca });
});

test('the token is the access token of the sign-in', async () => {
  const access = await accessTo({ endpoint: '192.0.2.1', masterAuth });
  if (!('token' in access)) throw new Error(access.detail);
  expect(await access.token()).toBe('mine');
});

test('without an endpoint or a certificate authority it cannot be called', async () => {
  expect(await accessTo({ masterAuth })).toMatchObject({ reason: 'unreachable' });
  expect(await accessTo({ endpoint: '192.0.2.1' })).toMatchObject({ reason: 'field-missing' });
});
