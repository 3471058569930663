import { describe, expect, test } from 'vitest';
import { groupIngress, isInternet } from '#clouds/aws/ec2/security-group/facts';
import { prefixList } from '#clouds/aws/ec2/prefix-list/resource';
import { formatAddresses, parseAddresses, unionAll } from '#lib/addresses';
import { format } from '#lib/ports';
import type { Resource } from '#model';
import { isUnread } from '#rule';
import { groupWith, prefixListOf, ruleFor } from '../../../../support/aws/ec2.ts';
import { answerOf } from '../../../../support/aws/fact.ts';

function ingress(rules: Parameters<typeof groupWith>[0], beside: readonly Resource[] = []) {
  const openings = answerOf(groupIngress, groupWith(rules), beside);
  if (isUnread(openings)) return openings.reason;
  return openings.map(({ rule, protocol, ports, sources, at, unread }) => ({
    rule,
    opens: `${protocol} ${format(ports)} to ${formatAddresses(sources).join(', ')}`,
    at,
    ...(unread && { unread: unread.reason }),
  }));
}

describe('the ingress of a security group', () => {
  test('an entry is an opening of its protocol and ports to all its sources', () => {
    expect(ingress([ruleFor('tcp 20-30', '10.0.0.0/8', '203.0.113.7/32', '2a00::/32')])).toEqual([
      { rule: 'tcp 20-30', opens: 'tcp 20-30 to 10.0.0.0/8, 203.0.113.7/32, 2a00::/32', at: 'IpPermissions[0]' },
    ]);
  });

  test('protocol -1 opens every TCP and UDP port, whatever its ports say', () => {
    expect(ingress([ruleFor('-1', '0.0.0.0/0')])).toEqual([
      { rule: '-1 0-65535', opens: 'tcp 0-65535 to 0.0.0.0/0', at: 'IpPermissions[0]' },
      { rule: '-1 0-65535', opens: 'udp 0-65535 to 0.0.0.0/0', at: 'IpPermissions[0]' },
    ]);
  });

  test('TCP and UDP may be numbers', () => {
    expect(ingress([ruleFor('6 22', '10.0.0.0/8'), ruleFor('17 53', '10.0.0.0/8')])).toMatchObject([
      { opens: 'tcp 22 to 10.0.0.0/8' },
      { opens: 'udp 53 to 10.0.0.0/8', at: 'IpPermissions[1]' },
    ]);
  });

  test('TCP and UDP may be written in any case', () => {
    expect(ingress([ruleFor('TCP 22', '10.0.0.0/8'), ruleFor('Udp 53', '10.0.0.0/8')])).toMatchObject([
      { opens: 'tcp 22 to 10.0.0.0/8' },
      { opens: 'udp 53 to 10.0.0.0/8' },
    ]);
    expect(ingress([ruleFor('ICMP 8-0', '0.0.0.0/0'), ruleFor('ICMPv6', '::/0')])).toEqual([]);
  });

  test('what is no protocol may be any, and its sources are not believed', () => {
    expect(ingress([ruleFor('tcpx 22', '0.0.0.0/0')])).toMatchObject([
      { opens: 'tcp 0-65535 to ', unread: 'malformed' },
      { opens: 'udp 0-65535 to ', unread: 'malformed' },
    ]);
    expect(ingress([{ ...ruleFor('tcp 22', '0.0.0.0/0'), IpProtocol: undefined }])).toMatchObject([
      { unread: 'field-missing' },
      { unread: 'field-missing' },
    ]);
    expect(ingress([ruleFor('tcpx 22', 'sg-2')])).toEqual([]);
  });

  test('ICMP and protocols without ports open none', () => {
    const rules = [ruleFor('icmp 8-0', '0.0.0.0/0'), ruleFor('icmpv6', '::/0'), ruleFor('50', '0.0.0.0/0')];
    expect(ingress(rules)).toEqual([]);
  });

  test('a group as the only source opens nothing to addresses', () => {
    expect(ingress([ruleFor('tcp 22', 'sg-2')])).toEqual([]);
  });

  test('a prefix list is the union of its entries', () => {
    const lists = [prefixListOf('pl-1', '198.51.100.0/25', '198.51.100.128/25'), prefixListOf('pl-2', '0.0.0.0/0')];
    expect(ingress([ruleFor('tcp 22', 'pl-1')], lists)).toMatchObject([{ opens: 'tcp 22 to 198.51.100.0/24' }]);
  });

  test('a prefix list that is not there leaves the opening half read', () => {
    expect(ingress([ruleFor('tcp 22', '10.0.0.0/8', 'pl-1')])).toMatchObject([
      { opens: 'tcp 22 to 10.0.0.0/8', unread: 'not-found' },
    ]);
  });

  test('a refused prefix list leaves the opening half read', () => {
    const hidden = { hidden: [prefixList] };
    expect(answerOf(groupIngress, groupWith([ruleFor('tcp 22', 'pl-1')]), [], hidden)).toMatchObject([
      { unread: { reason: 'denied', api: 'ec2:GetManagedPrefixListEntries' } },
    ]);
  });

  test('an entry of a prefix list that is no CIDR', () => {
    expect(ingress([ruleFor('tcp 22', 'pl-1')], [prefixListOf('pl-1', 'everyone')])).toMatchObject([
      { opens: 'tcp 22 to ', unread: 'malformed' },
    ]);
  });

  test('a source that is no CIDR', () => {
    expect(ingress([ruleFor('tcp 22', '10.0.0.0/99')])).toMatchObject([{ opens: 'tcp 22 to ', unread: 'malformed' }]);
  });

  test('TCP without ports may be any port, and its sources are not believed', () => {
    expect(ingress([ruleFor('tcp', '0.0.0.0/0')])).toMatchObject([
      { opens: 'tcp 0-65535 to ', unread: 'field-missing' },
    ]);
    expect(ingress([{ IpProtocol: 'tcp', FromPort: 22, IpRanges: [{ CidrIp: '10.0.0.0/8' }] }])).toMatchObject([
      { opens: 'tcp 0-65535 to ', unread: 'field-missing' },
    ]);
  });

  test('ports that are no range', () => {
    expect(ingress([ruleFor('tcp 30-20', '0.0.0.0/0')])).toMatchObject([{ unread: 'malformed' }]);
  });

  test('an answer without IpPermissions', () => {
    expect(ingress(undefined)).toBe('field-missing');
  });
});

describe('what counts as the internet', () => {
  const wide = (minPrefix: number, minPrefixV6: number, ...cidrs: string[]) =>
    isInternet(unionAll(cidrs.map((cidr) => parseAddresses(cidr)!)), { minPrefix, minPrefixV6 });

  test.each([
    ['0.0.0.0/0 whatever the widths', 0, 0, ['0.0.0.0/0']],
    ['::/0 whatever the widths', 0, 0, ['::/0']],
    ['two halves', 0, 0, ['0.0.0.0/1', '128.0.0.0/1']],
    ['exactly minPrefix of public addresses', 8, 32, ['52.0.0.0/8']],
    ['many ranges that together are as many', 8, 32, ['52.0.0.0/9', '54.0.0.0/9']],
    ['a v6 range wider than minPrefixV6', 8, 32, ['2a00::/31']],
  ])('%s is', (_, v4, v6, cidrs) => {
    expect(wide(v4, v6, ...cidrs)).toBe(true);
  });

  test.each([
    ['half of minPrefix', 8, 32, ['52.0.0.0/9']],
    ['a v6 range of exactly minPrefixV6', 8, 32, ['2a00::/32']],
    [
      'private, carrier, link-local, multicast and documentation space',
      8,
      32,
      [
        '10.0.0.0/8',
        '172.16.0.0/12',
        '192.168.0.0/16',
        '100.64.0.0/10',
        '169.254.0.0/16',
        '224.0.0.0/4',
        '203.0.113.0/24',
        'fc00::/7',
        'fe80::/10',
        'ff00::/8',
      ],
    ],
    ['nobody', 8, 32, []],
  ])('%s is not', (_, v4, v6, cidrs) => {
    expect(wide(v4, v6, ...cidrs)).toBe(false);
  });
});
