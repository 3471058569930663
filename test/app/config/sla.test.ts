import { describe, expect, it } from 'vitest';
import { loadConfig, policyOf } from '#app/config/load';
import { documentOf, policyHalf } from '#app/config/policy-half';
import { rules } from '#rules/catalog.gen';

const load = (sla: string) => loadConfig(`version: 1\npolicy: {sla: ${sla}}\n`, 'shoalwatch.yaml', rules);

describe('the deadlines of a config', () => {
  it('are of the live half, in minutes', () => {
    const text = 'version: 1\npolicy: {sla: {critical: 12h, high: 7d, low: 90d}}\n';
    const config = load('{critical: 12h, high: 7d, low: 90d}');
    expect(policyOf(config).sla).toEqual({ critical: 720, high: 10_080, low: 129_600 });
    expect(documentOf(config, text, rules).sla).toEqual(policyOf(config).sla);
    expect(policyHalf(text)).toContain('critical: 12h');
  });
  it('are none where no severity is named', () => {
    expect(policyOf(load('{}'))).not.toHaveProperty('sla');
  });
  it.each([
    ['a number without a unit', '{critical: 1}', '2:26: policy.sla.critical is a number and has to be text'],
    ['a span that is too short', '{critical: 59m}', 'it has to be from 1h to 1095d, such as 12h, 1d or 30d'],
    ['a span that is too long', '{critical: 1096d}', 'it has to be from 1h to 1095d'],
    ['weeks', '{critical: 1w}', 'it has to be from 1h to 1095d'],
    ['a severity that there is not', '{critcal: 1d}', 'unknown key "critcal"; did you mean "critical"?'],
  ])('refuse %s', (_name, sla, said) => {
    expect(() => load(sla)).toThrow(said);
  });
});
