import { describe, expect, test } from 'vitest';
import { worldOf } from '#engine/world';
import { nsgInbound, type Inlet } from '#clouds/azure/network/nsg/inbound-facts';
import { networkSecurityGroup } from '#clouds/azure/network/nsg/resource';
import { formatAddresses, isWholeInternet } from '#lib/addresses';
import { format } from '#lib/ports';
import type { Unknown } from '#model';
import { isUnread } from '#rule';
import { snapshotsOf } from '../../../support/build.ts';
import { nsgWith, ruleWith } from '../../../support/azure/network.ts';
import { lookFrom } from '../../../support/look-from.ts';

type Rule = ReturnType<typeof ruleWith>;

const readInlets = (rules: readonly Rule[]): readonly Inlet[] | Unknown => {
  const nsg = nsgWith('nsg', rules);
  const world = worldOf(snapshotsOf([nsg], [networkSecurityGroup]));
  return lookFrom(world, nsg).fact(nsgInbound, nsg);
};

/** Each inlet in one line: its rule, protocol, ports and sources; Azure's own default rules left out. */
const inlets = (...rules: readonly Rule[]): readonly string[] => {
  const answer = readInlets(rules);
  if (isUnread(answer)) return [JSON.stringify(answer)];
  return answer.map((it) => {
    const sources = isWholeInternet(it.sources) ? 'internet' : formatAddresses(it.sources).join(' ');
    return [it.rule, it.protocol, format(it.ports), sources || it.words.join(' '), it.service ? 'service' : '']
      .filter((part) => part !== '')
      .join(' ');
  });
};

const deny = (priority: number, rule: Rule = {}) =>
  ruleWith('deny', priority, { access: 'Deny', protocol: '*', ...rule });
const ssh = (priority: number, rule: Rule = {}) => ruleWith('ssh', priority, rule);
const whole = ['ssh tcp 22 internet'];

describe('what counts as the internet', () => {
  test.each(['*', 'Any', 'Internet', 'INTERNET', '0.0.0.0', '0.0.0.0/0', '::/0'])('%s', (sourceAddressPrefix) => {
    expect(inlets(ssh(100, { sourceAddressPrefix }))).toEqual(whole);
  });

  test('a union of ranges', () => {
    expect(inlets(ssh(100, { sourceAddressPrefix: '', sourceAddressPrefixes: ['0.0.0.0/1', '128.0.0.0/1'] }))).toEqual(
      whole,
    );
  });

  test.each(['VirtualNetwork', 'AzureLoadBalancer', 'Storage.WestEurope', 'GatewayManager'])(
    '%s does not',
    (sourceAddressPrefix) => {
      expect(inlets(ssh(100, { sourceAddressPrefix }))).toEqual([]);
    },
  );

  test('AzureCloud and its regions are words', () => {
    expect(inlets(ssh(100, { sourceAddressPrefix: 'azurecloud' }))).toEqual(['ssh tcp 22 AzureCloud']);
    expect(inlets(ssh(100, { sourceAddressPrefix: 'AzureCloud.westeurope' }))).toEqual([
      'ssh tcp 22 AzureCloud.westeurope',
    ]);
  });

  test('a missing prefix with application groups is not everyone', () => {
    const sourceApplicationSecurityGroups = [{ id: '/subscriptions/s/asg' }];
    expect(inlets(ssh(100, { sourceAddressPrefix: undefined, sourceApplicationSecurityGroups }))).toEqual([]);
    const empty = { sourceAddressPrefix: '', sourceAddressPrefixes: [] };
    expect(inlets(ssh(100, { ...empty, sourceApplicationSecurityGroups }))).toEqual([]);
  });
});

describe('a rule says where from, where to and which ports', () => {
  const nothing = { sourceApplicationSecurityGroups: [], destinationApplicationSecurityGroups: [] };

  test.each<[string, Rule, string]>([
    ['no source', { sourceAddressPrefix: undefined }, 'sourceAddressPrefix'],
    ['sources that are all empty', { sourceAddressPrefix: '', sourceAddressPrefixes: [] }, 'sourceAddressPrefix'],
    ['a list of an empty source', { sourceAddressPrefix: '', sourceAddressPrefixes: [''] }, 'sourceAddressPrefix'],
    ['no destination', { destinationAddressPrefix: undefined }, 'destinationAddressPrefix'],
    ['no port', { destinationPortRange: '', destinationPortRanges: [] }, 'destinationPortRange'],
  ])('%s is unknown', (_, rule, field) => {
    const missing = { reason: 'field-missing', message: `The answer has no securityRules[0].${field}.` };
    expect(readInlets([ssh(100, { ...nothing, ...rule })])).toMatchObject(missing);
    expect(readInlets([deny(100, { ...nothing, ...rule }), ssh(200)])).toMatchObject(missing);
  });
});

describe('ports and protocols', () => {
  test('a range, a list and every port', () => {
    expect(inlets(ssh(100, { destinationPortRange: '20-30' }))).toEqual(['ssh tcp 20-30 internet']);
    expect(inlets(ssh(100, { destinationPortRange: '', destinationPortRanges: ['22', '20-21'] }))).toEqual([
      'ssh tcp 20-22 internet',
    ]);
    expect(inlets(ssh(100, { destinationPortRange: '*' }))).toEqual(['ssh tcp 0-65535 internet']);
  });

  test('a star is TCP and UDP', () => {
    expect(inlets(ssh(100, { protocol: '*' }))).toEqual(['ssh tcp 22 internet', 'ssh udp 22 internet']);
    expect(inlets(ssh(100, { protocol: 'UDP' }))).toEqual(['ssh udp 22 internet']);
  });

  test.each(['Icmp', 'Esp', 'Ah'])('%s does not count', (protocol) => {
    expect(inlets(ssh(100, { protocol }))).toEqual([]);
  });

  test('source ports are ignored', () => {
    expect(inlets(ssh(100, { sourcePortRange: '1024' }))).toEqual(whole);
  });

  test('a port range that is none is unknown', () => {
    expect(inlets(ssh(100, { destinationPortRange: '30-20' }))[0]).toContain('malformed');
  });
});

describe('the first rule that matches decides', () => {
  test('outbound rules do not count, in any case of letters', () => {
    expect(inlets(ssh(100, { direction: 'OUTBOUND' }))).toEqual([]);
    expect(inlets(ssh(100, { direction: 'inbound', access: 'ALLOW' }))).toEqual(whole);
  });

  test('a deny before closes, a deny after does not', () => {
    expect(inlets(deny(100), ssh(200))).toEqual([]);
    expect(inlets(ssh(100), deny(200))).toEqual(whole);
    expect(inlets(ssh(200), deny(100))).toEqual([]);
  });

  test.each(['direction', 'access', 'priority'])('a rule without %s is unknown', (field) => {
    expect(inlets(ssh(100, { [field]: undefined }))[0]).toContain(`securityRules[0].${field}`);
  });

  test('a deny takes away its own ports only', () => {
    expect(inlets(deny(100, { destinationPortRange: '22' }), ssh(200, { destinationPortRange: '20-30' }))).toEqual([
      'ssh tcp 20-21, 23-30 internet',
    ]);
  });

  test('a deny takes away its own protocol only', () => {
    expect(inlets(deny(100, { protocol: 'Udp' }), ssh(200, { protocol: '*' }))).toEqual(whole);
  });

  test('a deny takes away its own sources only', () => {
    const office = ssh(200, { sourceAddressPrefix: '52.10.0.0/23' });
    expect(inlets(deny(100, { sourceAddressPrefix: '52.10.0.0/24' }), office)).toEqual(['ssh tcp 22 52.10.1.0/24']);
    expect(inlets(deny(100, { sourceAddressPrefix: 'Internet' }), ssh(200))).toEqual([
      expect.stringContaining('ssh tcp 22 0.0.0.0/8'),
    ]);
    expect(inlets(deny(100, { sourceAddressPrefix: 'VirtualNetwork' }), ssh(200))).toEqual(whole);
  });

  test('a deny takes away its own destinations only', () => {
    expect(inlets(deny(100, { destinationAddressPrefix: '10.1.0.0/16' }), ssh(200))).toEqual(whole);
    const there = ssh(200, { destinationAddressPrefix: '10.1.2.0/24' });
    expect(inlets(deny(100, { destinationAddressPrefix: '10.1.0.0/16' }), there)).toEqual([]);
    expect(inlets(deny(100, { destinationAddressPrefix: 'VirtualNetwork' }), ssh(200))).toEqual([]);
  });

  test('an IPv4 packet has no IPv6 destination', () => {
    const v4 = ssh(200, { sourceAddressPrefix: '52.10.0.0/24' });
    expect(inlets(deny(100, { destinationAddressPrefix: '0.0.0.0/0' }), v4)).toEqual([]);
  });

  test('a deny for application groups or some source ports closes nothing for the others', () => {
    const destinationApplicationSecurityGroups = [{ id: '/subscriptions/s/asg' }];
    const bound = { destinationAddressPrefix: '', destinationApplicationSecurityGroups };
    expect(inlets(deny(100, bound), ssh(200))).toEqual(whole);
    expect(inlets(deny(100, { sourcePortRange: '1024' }), ssh(200))).toEqual(whole);
  });

  test('a deny of the whole internet or of the tag takes AzureCloud away, a part of it does not', () => {
    const azure = ssh(200, { sourceAddressPrefix: 'AzureCloud.westeurope' });
    const left = ['ssh tcp 22 AzureCloud.westeurope'];
    expect(inlets(deny(100, { sourceAddressPrefix: 'Internet' }), azure)).toEqual([]);
    expect(inlets(deny(100, { sourceAddressPrefix: 'AzureCloud' }), azure)).toEqual([]);
    expect(inlets(deny(100, { sourceAddressPrefix: 'AzureCloud.northeurope' }), azure)).toEqual(left);
    expect(inlets(deny(100, { sourceAddressPrefix: '0.0.0.0/1' }), azure)).toEqual(left);
    expect(inlets(deny(100, { sourceAddressPrefix: 'AzureCloud' }), ssh(200))).toEqual(whole);
  });

  test('what an allow before decided is not opened twice', () => {
    expect(inlets(ruleWith('first', 100), ssh(200))).toEqual(['first tcp 22 internet']);
  });
});

describe('rules that the cloud provider makes for Services', () => {
  const lb = { destinationAddressPrefix: '20.1.2.3' };

  test.each([
    'k8s-azure-lb_allow_IPv4_556f7044ec033071ec0dbcf7cd85bc93',
    'a0123456789abcdef0123456789abcde-TCP-22-Internet',
  ])('%s is one', (name) => {
    expect(inlets(ruleWith(name, 500, lb))).toEqual([`${name} tcp 22 internet service`]);
  });

  test('several public addresses, one by one, are those of a Service', () => {
    const both = { destinationAddressPrefix: '', destinationAddressPrefixes: ['20.1.2.3', '20.1.2.4/32', '2603::1'] };
    expect(inlets(ruleWith('k8s-azure-lb_x', 500, both))).toEqual(['k8s-azure-lb_x tcp 22 internet service']);
  });

  test('an address alone makes none', () => {
    expect(inlets(ruleWith('ssh', 500, lb))).toEqual(['ssh tcp 22 internet']);
  });

  test.each(['*', 'VirtualNetwork', '0.0.0.0', '20.1.2.0/31', '10.0.0.0/8', '10.1.2.3', 'Storage'])(
    'the name alone makes none: not with the destination %s',
    (destinationAddressPrefix) => {
      for (const name of ['k8s-azure-lb_x', 'a0123456789abcdef0123456789abcde-TCP-22-Internet']) {
        expect(inlets(ruleWith(name, 500, { destinationAddressPrefix })).join()).not.toContain('service');
      }
    },
  );

  test('the name alone makes none: not with a range among the destinations, nor with application groups', () => {
    const mixed = {
      destinationAddressPrefix: '',
      destinationAddressPrefixes: ['20.1.2.3', '0.0.0.0/1', '128.0.0.0/1'],
    };
    expect(inlets(ruleWith('k8s-azure-lb_x', 500, mixed))).toEqual(['k8s-azure-lb_x tcp 22 internet']);
    const destinationApplicationSecurityGroups = [{ id: '/subscriptions/s/asg' }];
    expect(inlets(ruleWith('k8s-azure-lb_x', 500, { ...lb, destinationApplicationSecurityGroups }))).toEqual([
      'k8s-azure-lb_x tcp 22 internet',
    ]);
  });
});
