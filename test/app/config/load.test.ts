import { describe, expect, it } from 'vitest';
import { loadConfig, policyOf } from '#app/config/load';
import { ShoalwatchError } from '#model';
import { rules } from '#rules/catalog.gen';
import { fullConfig } from './full.ts';

/** What the loader says of a config that is wrong, line by line. */
function mistakesIn(text: string): readonly string[] {
  try {
    loadConfig(text, 'f', rules);
  } catch (error) {
    if (error instanceof ShoalwatchError && error.code === 'config') return error.message.split('\n');
    throw error;
  }
  return [];
}

/** The config as it is, with the policy's rules as given. */
const withRules = (settings: string): string => `version: 1\npolicy:\n  rules:\n    ${settings}\n`;
const withWaiver = (fields: string): string => `version: 1\nwaivers:\n  - {${fields}}\n`;
const waiver = 'id: a, resource: r, owner: o, approver: p, reason: q';

describe('a config', () => {
  it('may use every key there is', () => {
    const config = loadConfig(fullConfig, 'f', rules);
    expect(config.targets?.aws).toEqual([
      {
        ...{ account: '123456789012', profile: 'payments', regions: ['eu-west-1'], role: 'shoalwatch-read' },
        ...{ externalId: 'a-secret-between-us', name: 'payments', environment: 'prod' },
        remediator: 'shoalwatch-remediate',
      },
      {
        ...{ organization: true, units: ['ou-abcd-prod', 'r-abcd'], exclude: ['999999999999'] },
        ...{ role: 'shoalwatch-read', environment: 'prod' },
      },
    ]);
    expect(config.targets?.azure?.[1]).toEqual({
      ...{ managementGroup: 'shop-prod', exclude: ['12345678-90ab-cdef-1234-567890abcdef'] },
      ...{ tenant: '12345678-90ab-cdef-1234-567890abcdef', clientId: '23456789-0abc-def1-2345-67890abcdef1' },
      federation: 'aws-outbound',
    });
    const pool =
      '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/shoalwatch/providers/shoalwatch-aws';
    const signIn = { pool, serviceAccount: 'shoalwatch-reader@shop-prod.iam.gserviceaccount.com' };
    expect(config.targets?.gcp?.slice(1)).toEqual([
      { folder: '123456', exclude: ['shop-sandbox'], ...signIn },
      { organization: '456', ...signIn },
    ]);
    expect(policyOf(config)).toMatchObject({
      version: null,
      components: { allow: { vmImageOwners: ['123456789012'] }, deny: { cves: [{ id: 'CVE-2026-1234' }] } },
      rules: { 'eks-version-unsupported': { enabled: false } },
      waivers: [{ id: 'EX-7', until: '2027-12-01T08:00:00+02:00' }],
    });
  });
  it('may be little more than its version', () => {
    expect(policyOf(loadConfig('version: 1', 'f', rules))).toEqual({
      ...{ version: null, rules: {}, waivers: [] },
      components: { allow: {}, deny: {} },
    });
  });
});

describe('a mistake is named with its place and what was meant', () => {
  it.each([
    ['an unknown key', 'version: 1\npolcy: {}', 'f:2:1: unknown key "polcy"; did you mean "policy"?'],
    [
      'a key that resembles none',
      'version: 1\norg: {name: x, slogan: y}',
      'f:2:16: unknown key "slogan"; known keys: name, timezone',
    ],
    [
      'an unknown rule',
      withRules('eks-version-unsuported: {enabled: true}'),
      'f:4:5: unknown key "eks-version-unsuported"; did you mean "eks-version-unsupported"?',
    ],
    [
      'a parameter with a slip in it',
      withRules('eks-version-unsupported: {params: {warnDay: 3}}'),
      'f:4:40: unknown key "warnDay"; did you mean "warnDays"?',
    ],
    [
      'a parameter that a component list fills',
      withRules('ami-allow-deny-list: {params: {denyIds: [ami-1]}}'),
      'f:4:36: "denyIds" is filled from policy.deny.vmImages.id and cannot be set here',
    ],
    [
      'another type',
      withRules('eks-version-unsupported: {params: {warnDays: soon}}'),
      'f:4:50: policy.rules.eks-version-unsupported.params.warnDays is text and has to be a number',
    ],
    ['a list instead of a map', 'version: 1\npolicy: []', 'f:2:9: policy is a list and has to be a map'],
    [
      'an account id without quotes',
      'version: 1\ntargets: {aws: [{account: 123456789012}]}',
      'f:2:27: targets.aws.0.account is a number and has to be text: put it in quotes',
    ],
    [
      'an unknown severity',
      withRules('eks-version-unsupported: {severity: hgih}'),
      'f:4:41: policy.rules.eks-version-unsupported.severity: "hgih" is not allowed; did you mean "high"?  (critical, high, medium, low)',
    ],
    [
      'an address range that is none',
      withRules('eks-endpoint-public-cidr-open: {params: {allowedCidrs: [office]}}'),
      'f:4:61: policy.rules.eks-endpoint-public-cidr-open.params.allowedCidrs.0: "office" is not an IPv4 range such as 10.0.0.0/8 or an IPv6 range such as 2001:db8::/32',
    ],
    [
      'a rule that is switched off without a reason',
      withRules('eks-version-unsupported: {enabled: false}'),
      'f:4:30: policy.rules.eks-version-unsupported.reason: a rule that is switched off needs a reason',
    ],
    [
      'a day that does not exist',
      withWaiver(`${waiver}, rule: k8s-run-as-root, until: 2027-02-30`),
      'f:3:90: waivers.0.until: "2027-02-30" is not a date such as 2027-01-31 or a time such as 2027-01-31T08:00:00Z',
    ],
    [
      'a waiver of an unknown rule',
      withWaiver(`${waiver}, rule: k8s-run-as-rot, until: 2027-02-28`),
      'f:3:66: waivers.0.rule: "k8s-run-as-rot" is not allowed; did you mean "k8s-run-as-root"?',
    ],
    ['a waiver without an end', withWaiver(`${waiver}, rule: k8s-run-as-root`), 'f:3:5: waivers.0.until is missing'],
    [
      'a reason that says nothing',
      withWaiver(`id: a, resource: r, owner: o, approver: p, reason: "", rule: k8s-run-as-root, until: 2027-01-01`),
      'f:3:57: waivers.0.reason is empty',
    ],
    [
      'an entry that denies nothing',
      'version: 1\npolicy: {deny: {vmImages: [{reason: x}]}}',
      'f:2:28: policy.deny.vmImages.0: an entry names what it denies: id or name',
    ],
    ['no version', 'org: {name: x}', 'f:1:1: version is missing'],
    ['a file of text', 'hello', 'f:1:1: the file is text and has to be a map'],
    ['two documents', 'version: 1\n---\nversion: 1\n', 'f:2:1: a second document begins here: the config is one'],
    ['a list that is not closed', 'version: 1\norg: [\n', /^f:3:1: Flow sequence/],
    ['aliases without measure', aliasBomb(), /^f:1:1: its aliases cannot be unfolded/],
  ])('%s', (_name, text, said) => {
    const [first = ''] = mistakesIn(text);
    if (typeof said === 'string') expect(mistakesIn(text)).toEqual([said]);
    else expect(first).toMatch(said);
  });

  it('a key that stands twice is named each time', () => {
    expect(mistakesIn('version: 1\nversion: 1\norg: {name: a, name: b}')).toEqual([
      'f:2:1: a key that stands here twice: version',
      'f:3:16: a key that stands here twice: name',
    ]);
  });
  it('all of them are told at once, from top to bottom', () => {
    const said = mistakesIn('org: 1\nwaivers: 2\npolcy: 3\n');
    expect(said.map((line) => line.split(': ')[0])).toEqual(['f:1:1', 'f:1:6', 'f:2:10', 'f:3:1']);
  });
});

function aliasBomb(): string {
  const level = (name: string, of: string): string => `${name}: &${name} [${Array(9).fill(`*${of}`).join()}]`;
  return ['a: &a [x,x,x,x,x,x,x,x,x]', level('b', 'a'), level('c', 'b'), level('d', 'c')].join('\n');
}
