import { describe, expect, it } from 'vitest';
import { loadConfig, policyOf } from '#app/config/load';
import { documentOf, policyHalf } from '#app/config/policy-half';
import { rules } from '#rules/catalog.gen';

const load = (text: string) => loadConfig(`version: 1\n${text}`, 'shoalwatch.yaml', rules);

describe('who is told of what', () => {
  it('is of the live half', () => {
    const notify = 'notify: {slack: {default: C0PLAT, routes: [{when: {severity: [low]}, none: true}]}}';
    expect(policyOf(load(notify)).notify).toEqual({
      slack: { default: 'C0PLAT', routes: [{ when: { severity: ['low'] }, none: true }] },
    });
    expect(policyHalf(`version: 1\n${notify}\n`)).toContain('default: C0PLAT');
  });
  it.each([
    ['a channel by its name', 'notify: {slack: {default: "#platform"}}', 'a channel is named by its id'],
    ['a person by a name', 'access: {responders: {slackUsers: [ana]}}', 'the id of a Slack user'],
    [
      'a route without a condition',
      'notify: {slack: {default: C0A, routes: [{when: {}, none: true}]}}',
      'a route says when it holds',
    ],
    [
      'a route to nowhere with a channel',
      'notify: {slack: {default: C0A, routes: [{when: {severity: [low]}, none: true, channel: C0B}]}}',
      'what is told of nowhere has neither channel nor digest',
    ],
    ['a time that is none', 'notify: {slack: {default: C0A, digest: {at: "9:00"}}}', 'a time of day is such as 09:00'],
    ['a zone that is none', 'org: {name: A, timezone: Europe/Berln}', 'a time zone is named'],
    ['a secret', 'slack: {team: xoxb-1, app: A0A}', 'the id of a workspace begins with T'],
  ])('refuses %s', (_name, text, said) => {
    expect(() => load(text)).toThrow(said);
  });
});

describe('how fixes are made', () => {
  const text = `remediation:
  enabled: true
  freeze: [{from: 2026-12-20, to: 2027-01-03}, {from: 2026-12-20T08:00:00Z, to: 2026-12-20T09:00:00Z}]
  approvals: {ttl: 4h}
`;
  it('leaves to the deployment whether there are any', () => {
    expect(policyOf(load('remediation: {enabled: true}')).remediation).toBeUndefined();
    expect(policyHalf('version: 1\nremediation: {enabled: true}\n')).toBe('version: 1\n');
    expect(policyHalf(`version: 1\n${text}`)).not.toContain('enabled');
    expect(documentOf(load(text), text, rules).remediation).toEqual(policyOf(load(text)).remediation);
  });
  it('freezes a date to its end, and an instant as it is', () => {
    expect(policyOf(load(text)).remediation?.freeze).toEqual([
      { from: '2026-12-20', to: '2027-01-04' },
      { from: '2026-12-20T08:00:00Z', to: '2026-12-20T09:00:00Z' },
    ]);
  });
  it('counts the time of an approval in minutes', () => {
    expect(policyOf(load(text)).remediation?.approvals).toEqual({ ttlMinutes: 240 });
  });
  it.each([
    ['a freeze that ends before it begins', 'remediation: {freeze: [{from: 2027-01-03, to: 2026-12-20}]}', 'it ends'],
    ['an approval for ever', 'remediation: {approvals: {ttl: 30d}}', 'it has to be from 5m to 7d'],
    ['a level for everything among the settings', 'remediation: {levels: [{level: auto}]}', 'a setting names a rule'],
    ['a level that is none', 'remediation: {level: always}', 'observe'],
  ])('refuses %s', (_name, config, said) => {
    expect(() => load(config)).toThrow(said);
  });
});

describe('who may do what', () => {
  it('keeps an empty list, which means nobody', () => {
    expect(policyOf(load('access: {approvers: []}')).access).toEqual({ approvers: [] });
  });
});
