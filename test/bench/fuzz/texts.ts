import { loadConfig, policyOf } from '#app/config/load';
import { settingsOf } from '#engine/settings';
import { parseAddressList } from '#lib/address-list';
import { countV4, formatAddresses, parseAddresses, publicPart, union } from '#lib/addresses';
import { parsePorts, size } from '#lib/ports';
import { redactSecrets } from '#lib/text';
import { daysBetween, parseInstant } from '#lib/time';
import { ShoalwatchError } from '#model';
import { rules } from '#rules/catalog.gen';
import type { Seeded } from '../../sim/seeded.ts';
import { readAt } from '../fleet/readings.ts';
import { mutateText } from './mutate.ts';
import type { Subject } from './subject.ts';

const addresses = [
  ...[
    '0.0.0.0/0',
    '10.0.0.0/8',
    '203.0.113.7',
    '203.0.113.0-203.0.113.255',
    '::/0',
    '2001:db8::/32',
    '::ffff:10.0.0.1/128',
  ],
  ...[
    'fe80::1%eth0',
    '1.2.3.4/33',
    '256.1.1.1/8',
    '2001:db8::1-2001:db8::ffff',
    '0x7f.1',
    '010.0.0.1/8',
    '1/1',
    ':::/0',
  ],
];

const ports = ['22', '20-30', '*', '0-65535', '3389,22', '65536', '-1', '30-20', ' 22 ', '1e3'];

const texts = [
  'arn:aws:iam::111122223333:role/node Authorization: Bearer abcdefghijklmnopqrstuvwxyz0123456789',
  'AKIAIOSFODNN7EXAMPLE aws_secret_access_key=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl and ghp_0123456789abcdefghijklmnopqrstuvwxyz',
];

const config = `version: 1
org: { name: Harbour }
targets:
  aws:
    - { account: "111122223333", role: Audit, regions: [eu-central-1], environment: prod }
  azure:
    - { subscriptions: [89ad703a-4c7e-4743-88c9-2daa512de134] }
  gcp:
    - { projects: [harbour-shop], name: shop }
policy:
  rules:
    eks-endpoint-public-cidr-open: { severity: high, params: { allowedCidrs: [203.0.113.0/24] } }
    k8s-run-as-root: { enabled: false, reason: "later" }
  deny:
    vmImages:
      - { id: ami-0123456789abcdef0, reason: old, until: 2027-01-01 }
    cves: [{ id: CVE-2026-1234, reason: exploited }]
waivers:
  - id: w-1
    rule: eks-version-unsupported
    resource: arn:aws:eks:eu-central-1:111122223333:cluster/prod
    owner: team
    approver: lead
    reason: being replaced
    until: 2027-01-01
`;

/** What is parsed from text: addresses, ports, times, secrets in messages, and the policy file. */
export const textSubjects: readonly Subject[] = [
  of('addresses', addresses, (text) => {
    const set = parseAddresses(text);
    if (set) return [formatAddresses(publicPart(set)), countV4(set), formatAddresses(union(set, set))];
    return undefined;
  }),
  of('address lists', addresses, (text) => parseAddressList(text.split(/[,\s]/))),
  of('ports', ports, (text) => {
    const set = parsePorts(text);
    return set && size(set);
  }),
  of('instants', ['2026-11-01T00:00:00.000Z', '2026-02-30', '2026-11-01T00:00:00+02:00', '9999-99-99'], (text) => [
    parseInstant(text),
    daysBetween(text, readAt),
  ]),
  of('secrets in messages', texts, redactSecrets),
  of('policy file', [config], (text) => {
    try {
      return settingsOf(rules, policyOf(loadConfig(text, 'shoalwatch.yaml', rules)), readAt);
    } catch (error) {
      if (error instanceof ShoalwatchError && error.code === 'config') return error.message;
      throw error;
    }
  }),
];

function of(name: string, seeds: readonly string[], run: (text: string) => unknown): Subject {
  return {
    name,
    make: (random: Seeded) => {
      const text = mutateText(random.pick(seeds), random);
      return () => run(text);
    },
  };
}
