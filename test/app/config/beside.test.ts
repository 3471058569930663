import { expect, test } from 'vitest';
import { besideOf } from '#app/config/beside';
import { rules } from '#rules/catalog.gen';

const config = {
  version: 1,
  targets: { aws: [{}] },
  policy: { rules: { 'eks-endpoint-public-cidr-open': { params: { allowedCidrs: ['10.0.0.0/8'] } } } },
};

test('whoever judges has the policy half ready beside it, with what was written and no default', () => {
  for (const name of ['evaluate', 'judge']) {
    const { file, text } = besideOf(name, config, rules);
    expect(file).toBe('policy.json');
    const document = JSON.parse(text) as { readonly rules: unknown };
    expect(document.rules).toEqual(config.policy.rules);
    expect(document).not.toHaveProperty('targets');
  }
});

test('everybody else has the config as it is', () => {
  expect(besideOf('sweep-aws', config, rules)).toEqual({ file: 'shoalwatch.json', text: JSON.stringify(config) });
});

test('a policy that is none is told of when it is deployed', () => {
  const wrong = { ...config, policy: { rules: { 'no-such-rule': {} } } };
  expect(() => besideOf('judge', wrong, rules)).toThrow('no-such-rule');
});
