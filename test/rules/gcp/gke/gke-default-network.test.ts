import { expect, it } from 'vitest';
import { network } from '#clouds/gcp/compute/network/resource';
import rule from '#rules/gcp/gke/gke-default-network';
import { make } from '../../../support/build.ts';
import { gkeWith, mainNetwork } from '../../../support/gcp/gke.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const vpc = (autoCreateSubnetworks: boolean | undefined, id = mainNetwork) =>
  make(network, id, { name: 'main', ...(autoCreateSubnetworks !== undefined && { autoCreateSubnetworks }) });
const auto = { forbidAutoMode: true };
const message = 'The cluster stands in the default network.';
const full = (name: string) => `projects/net-host/global/networks/${name}`;

testRule(rule, {
  pass: {
    'a network of another name': { on: gkeWith() },
    'a network in auto mode, which policy does not mind': { on: gkeWith(), beside: [vpc(true)] },
    'a network in custom mode where policy forbids auto mode': { on: gkeWith(), beside: [vpc(false)], params: auto },
    'a legacy network, which has no subnets': { on: gkeWith(), beside: [vpc(undefined)], params: auto },
    'the newer field decides': { on: gkeWith({ network: 'default', networkConfig: { network: full('main') } }) },
    'a name that only ends so': { on: gkeWith({ network: 'not-default' }) },
  },
  fail: {
    'the default network': { on: gkeWith({ network: 'default' }), message },
    'the default network of a host project': {
      on: gkeWith({ network: 'main', networkConfig: { network: full('default') } }),
      message,
    },
    'the default network stays medium where policy forbids auto mode': {
      on: gkeWith({ network: 'default' }),
      params: auto,
      message,
    },
    'a network in auto mode where policy forbids it is low': {
      on: gkeWith(),
      beside: [vpc(true)],
      params: auto,
      message: 'The network main makes its subnets by itself.',
      grade: 'low',
    },
  },
  unknown: {
    'no network is named': {
      on: gkeWith({ network: undefined }),
      reason: 'field-missing',
      message: 'The answer has no network.',
    },
    'networks could not be read, and policy forbids auto mode': {
      on: gkeWith(),
      params: auto,
      hidden: [network],
      reason: 'denied',
    },
    'a network that was not found': {
      on: gkeWith(),
      params: auto,
      reason: 'not-found',
      message: 'The network main was not found.',
    },
    'a cluster that is being made': { on: gkeWith({ status: 'PROVISIONING' }), reason: 'in-transition' },
  },
});

it('the evidence is the field that decided', () => {
  const at = (config: Parameters<typeof gkeWith>[0]) => judgedBy(rule, gkeWith(config)).judgements[0]?.evidence;
  expect(at({ network: 'default' })).toEqual([{ at: 'network', actual: 'default' }]);
  expect(at({ networkConfig: { network: full('default') } })).toEqual([
    { at: 'networkConfig.network', actual: full('default') },
  ]);
  const strict = judgedBy(rule, gkeWith(), { beside: [vpc(true)], params: auto });
  expect(strict.judgements[0]?.evidence?.at(-1)).toEqual({
    at: `${mainNetwork}#autoCreateSubnetworks`,
    actual: true,
    expected: false,
  });
});
