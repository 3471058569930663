import { expect, test } from 'vitest';
import { nodeExposure } from '#clouds/aws/ec2/instance/address-facts';
import { prefixList } from '#clouds/aws/ec2/prefix-list/resource';
import { subnetRoutes } from '#clouds/aws/ec2/subnet/facts';
import type { Resource } from '#model';
import { managedTags, nodeWith, prefixListOf, subnetWith, tableWith } from '../../../../support/aws/ec2.ts';
import { nodegroupWith } from '../../../../support/aws/eks.ts';
import { answerOf } from '../../../../support/aws/fact.ts';

const igw = { GatewayId: 'igw-1', State: 'active' } as const;
const v4 = (DestinationCidrBlock: string) => ({ ...igw, DestinationCidrBlock });
const v6 = (DestinationIpv6CidrBlock: string) => ({ ...igw, DestinationIpv6CidrBlock });
const list = { ...igw, DestinationPrefixListId: 'pl-1' };
type Routes = Parameters<typeof tableWith>[0];

test.each<[string, Routes, readonly Resource[], { v4: boolean; v6: boolean }]>([
  ['to everywhere', [v4('0.0.0.0/0')], [], { v4: true, v6: false }],
  ['to each half of everywhere', [v4('0.0.0.0/1'), v4('128.0.0.0/1')], [], { v4: true, v6: false }],
  ['to one half', [v4('128.0.0.0/1')], [], { v4: true, v6: false }],
  ['to one public network', [v4('52.46.0.0/18')], [], { v4: true, v6: false }],
  ['to private networks only', [v4('10.0.0.0/8'), v4('100.64.0.0/10')], [], { v4: false, v6: false }],
  ['to all of IPv6', [v6('::/0')], [], { v4: false, v6: true }],
  ['to the public part of IPv6', [v6('2000::/3')], [], { v4: false, v6: true }],
  ['to local IPv6 addresses', [v6('fc00::/7')], [], { v4: false, v6: false }],
  ['to a list of public networks', [list], [prefixListOf('pl-1', '52.46.0.0/18')], { v4: true, v6: false }],
  ['to a list of IPv6 networks', [list], [prefixListOf('pl-1', '2600::/16')], { v4: false, v6: true }],
  ['to a list of private networks', [list], [prefixListOf('pl-1', '10.0.0.0/8')], { v4: false, v6: false }],
  ['whose gateway is gone', [{ ...v4('0.0.0.0/1'), State: 'blackhole' }], [], { v4: false, v6: false }],
  [
    'through a gateway that is none of the internet',
    [{ ...v4('0.0.0.0/0'), GatewayId: 'vgw-1' }],
    [],
    { v4: false, v6: false },
  ],
])('a route %s', (_, routes, beside, expected) => {
  expect(answerOf(subnetRoutes, subnetWith(), [tableWith(routes), ...beside])).toEqual(expected);
});

const table = 'arn:aws:ec2:eu-west-1:111122223333:route-table/rtb-1';

test.each<[string, Routes[number], string]>([
  ['a list that was not read', list, 'The prefix list pl-1 could not be found.'],
  ['no CIDR', v4('everywhere'), `The destination of ${table}#Routes[1] is no CIDR: everywhere.`],
  ['nothing', igw, `The answer has no ${table}#Routes[1].DestinationCidrBlock.`],
])('where a route to %s leads is not known, what another leads to is', (_, route, message) => {
  const open = answerOf(subnetRoutes, subnetWith(), [tableWith([route, v4('0.0.0.0/0')])]);
  expect(open).toMatchObject({ v4: true, v6: { verdict: 'unknown', message } });
});

test('a list that could not be read leaves it open for both families', () => {
  const routes = answerOf(subnetRoutes, subnetWith(), [tableWith([list])], { hidden: [prefixList] });
  expect(routes).toMatchObject({ v4: { reason: 'denied' }, v6: { reason: 'denied' } });
});

const group = nodegroupWith({ subnets: ['subnet-1'] });
const maps = subnetWith({ MapPublicIpOnLaunch: true });
const node = nodeWith({ SubnetId: 'subnet-1', Tags: managedTags, Ipv6Address: '2a05:d014::1' });

test('a node is out of reach where a gateway leads to private networks only', () => {
  const exposure = answerOf(nodeExposure, group, [maps, node, tableWith([v4('10.0.0.0/8')])]);
  expect(exposure).toEqual({ unread: [] });
});

test('nodes are exposed by the halves of the internet and by the public part of IPv6', () => {
  const routes = tableWith([v4('0.0.0.0/1'), v4('128.0.0.0/1'), v6('2000::/3')]);
  const seen = [{ at: `${node.id}#Ipv6Address`, actual: '2a05:d014::1' }];
  expect(answerOf(nodeExposure, group, [maps, node, routes])).toMatchObject({
    v6: { seen, cut: false },
    latent: { seen: [{ at: `${maps.id}#MapPublicIpOnLaunch` }], cut: false },
    unread: [],
  });
});

test('whether nodes are exposed is not known while the list of a route was not read', () => {
  const message = 'The prefix list pl-1 could not be found.';
  const exposure = answerOf(nodeExposure, group, [maps, node, tableWith([list])]);
  expect(exposure).toMatchObject({ unread: [{ message }, { message }] });
  expect(exposure).not.toHaveProperty('latent');
});
