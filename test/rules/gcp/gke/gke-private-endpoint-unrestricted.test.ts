import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-private-endpoint-unrestricted';
import { gkeWith } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const privateEndpoint = '172.16.0.2';
const cidrBlocks = [{ displayName: 'office', cidrBlock: '203.0.113.0/24' }];
const by = (authorizedNetworksConfig: object | undefined, more: object = {}) =>
  gkeWith({
    controlPlaneEndpointsConfig: {
      ipEndpointsConfig: { enabled: true, privateEndpoint, authorizedNetworksConfig, ...more },
    },
  });
const older = (masterAuthorizedNetworksConfig?: object) =>
  gkeWith({ privateClusterConfig: { privateEndpoint }, masterAuthorizedNetworksConfig });
const open = 'Every machine in the network of the cluster may call its private endpoint';
const off = `${open}: authorized networks are off.`;
const unenforced = `${open}: authorized networks are not enforced there.`;
const notNamed = 'allowedCidrs is empty: name the internal networks that may call';
const publicToo = 'authorized networks are off: turning them on limits the public endpoint too';
const params = { allowedCidrs: ['10.8.0.0/16'] };
const loose = { enabled: true, cidrBlocks, privateEndpointEnforcementEnabled: false };

testRule(rule, {
  pass: {
    'the list is enforced': { on: by({ ...loose, privateEndpointEnforcementEnabled: true }) },
    'the list is enforced, in an older answer': {
      on: older({ enabled: true, privateEndpointEnforcementEnabled: true }),
    },
  },
  fail: {
    'the list is off': { on: by({ enabled: false }), message: off, cannot: notNamed },
    'the list is off, and policy names networks': {
      on: by({ enabled: false }),
      params,
      message: off,
      cannot: publicToo,
    },
    'there is no list': { on: by(undefined), params, message: off, cannot: publicToo },
    'there is no list in an older answer': { on: older(), params, message: off, cannot: publicToo },
    'a list that is off, enforced or not': {
      on: by({ enabled: false, privateEndpointEnforcementEnabled: true }),
      message: off,
      cannot: notNamed,
    },
    'the list is not enforced': { on: by(loose), message: unenforced, cannot: notNamed },
    'the list is not enforced, and policy names networks': { on: by(loose), params, message: unenforced },
    'the list is not enforced, in an older answer': { on: older(loose), params, message: unenforced },
  },
  unknown: {
    'whether the list is enforced is not told': { on: by({ enabled: true, cidrBlocks }), reason: 'field-missing' },
  },
  notApplicable: {
    'IP endpoints are off': { on: by({ enabled: false }, { enabled: false }), message: 'IP endpoints are off' },
    'no private endpoint': { on: gkeWith(), message: 'the cluster has no private endpoint' },
    'an empty address is none': {
      on: by({ enabled: false }, { privateEndpoint: '' }),
      message: 'the cluster has no private endpoint',
    },
  },
});

it('keeps what is on the list, and adds each network once', () => {
  const more = { allowedCidrs: ['10.8.0.0/16', '203.0.113.0/24'] };
  const plan = judgedBy(rule, by(loose), { params: more }).plan();
  expect(plan).toMatchObject([
    {
      request: {
        desiredControlPlaneEndpointsConfig: {
          ipEndpointsConfig: {
            authorizedNetworksConfig: {
              enabled: true,
              cidrBlocks: [...cidrBlocks, { cidrBlock: '10.8.0.0/16' }],
              privateEndpointEnforcementEnabled: true,
            },
          },
        },
      },
    },
  ]);
});
