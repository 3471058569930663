import { describe, expect, it } from 'vitest';
import { loadConfig, policyOf } from '#app/config/load';
import { customRulesOf } from '#engine/custom/custom-rule';
import { typesOf } from '#engine/ruleset';
import { ShoalwatchError } from '#model';
import { rules } from '#rules/catalog.gen';

const team = {
  id: 'custom-team-label',
  on: 'k8s.workload',
  severity: 'low',
  title: 'Every workload names its team',
  passWhen: 'has(config.metadata.labels)',
};

/** A config with one custom rule per list of fields. */
const configWith = (...given: readonly Readonly<Record<string, unknown>>[]): string =>
  `version: 1\npolicy:\n  custom:\n${given.map((fields) => `    - ${JSON.stringify(fields)}\n`).join('')}`;

const load = (text: string) => loadConfig(text, 'f', rules);

function mistakeIn(text: string): string {
  try {
    load(text);
  } catch (error) {
    if (error instanceof ShoalwatchError && error.code === 'config') return error.message;
    throw error;
  }
  return 'none';
}

/** The mistake in the one rule of a config, without the column. */
const mistakeWith = (change: Readonly<Record<string, unknown>>): string =>
  mistakeIn(configWith({ ...team, ...change })).replace(/^f:4:\d+: /, '');

describe('policy.custom', () => {
  it('brings rules along', () => {
    const policy = policyOf(load(configWith(team, { ...team, id: 'custom-b', message: 'm', why: 'w', fix: 'f' })));
    expect(policy.custom).toEqual([team, { ...team, id: 'custom-b', message: 'm', why: 'w', fix: 'f' }]);
    expect(customRulesOf(policy, typesOf(rules)).map(({ id }) => id)).toEqual(['custom-team-label', 'custom-b']);
  });
  it('is not in a policy without', () => {
    expect(policyOf(load('version: 1'))).not.toHaveProperty('custom');
  });
  it('brings rules along that can be set and waived like those that ship', () => {
    const text = `${configWith(team)}  rules:
    custom-team-label: {severity: high}
waivers:
  - {id: a, rule: custom-team-label, resource: r, owner: o, approver: p, reason: q, until: 2027-01-01}
`;
    expect(policyOf(load(text))).toMatchObject({
      rules: { 'custom-team-label': { severity: 'high' } },
      waivers: [{ rule: 'custom-team-label' }],
    });
    expect(mistakeIn(text.replace('rule: custom-team-label', 'rule: custom-team-labels'))).toContain(
      'did you mean "custom-team-label"?',
    );
  });
});

describe('a mistake in a custom rule is named with its place', () => {
  it.each([
    ['an id that says nothing of it', { id: 'team-label' }, 'the id of a custom rule looks like custom-team-label'],
    ['an id in capitals', { id: 'custom-Team' }, 'the id of a custom rule looks like custom-team-label'],
    ['a type with a slip', { on: 'k8s.worklod' }, '"k8s.worklod" is not allowed; did you mean "k8s.workload"?'],
    ['another type with a slip', { on: 'eks.clutser' }, '"eks.clutser" is not allowed; did you mean "eks.cluster"?'],
    ['no sentence', { title: 'Team' }, 'a title says what is good, in three words or more'],
    ['a title with a full stop', { title: 'Every workload is good.' }, 'a title is a sentence without its full stop'],
    ['a title on two lines', { title: 'Every workload\nis good' }, 'a capital letter first, on one line'],
    ['a severity that there is not', { severity: 'hihg' }, 'did you mean "high"?'],
    ['a key that is not known', { passwhen: 'true' }, 'unknown key "passwhen"; did you mean "passWhen"?'],
    ['no expression', { passWhen: '' }, 'policy.custom.0.passWhen is empty'],
    [
      'true without quotes',
      { passWhen: true },
      'policy.custom.0.passWhen is true and has to be text: put it in quotes',
    ],
  ])('%s', (_, change, words) => {
    expect(mistakeWith(change)).toContain(words);
  });
  it('an expression, with a caret below the place', () => {
    const text = `version: 1
policy:
  custom:
    - id: custom-a
      on: k8s.workload
      severity: low
      title: Every workload is good
      passWhen: has(config.metadata.labels
`;
    expect(mistakeIn(text))
      .toBe(`f:8:17: policy.custom.0.passWhen: the expression cannot be used: Expected ), got the end
    has(config.metadata.labels
                              ^`);
  });
  it('an expression that reads what changes by itself on one type of the family', () => {
    expect(mistakeWith({ passWhen: 'config.status.phase == "x"' })).toContain(
      'config.status of k8s.deployment changes by itself, and is not kept: a custom rule cannot read it',
    );
    expect(mistakeWith({ passWhen: 'config.status.phase == "x"', on: 'k8s.pod' })).toBe('none');
  });
  it('an id that is there twice', () => {
    expect(mistakeIn(configWith(team, team))).toMatch(
      /^f:5:\d+: policy\.custom\.1\.id: "custom-team-label" is the id of another custom rule$/,
    );
  });
  it('an id that a rule that ships has', () => {
    const [first] = rules;
    if (!first) throw new Error('no rule ships');
    expect(() => loadConfig(configWith(team), 'f', [...rules, { ...first, id: team.id }])).toThrow(
      '"custom-team-label" is the id of a rule that ships',
    );
  });
  it('two hundred of them are the most', () => {
    const many = Array.from({ length: 201 }, (_, i) => ({ ...team, id: `custom-${i}` }));
    expect(mistakeIn(configWith(...many))).toContain('policy.custom: a list is more than 200');
  });
});
