import { describe, expect, test } from 'vitest';
import { curesOf, faultsOf, securityLabels } from '#clouds/kubernetes/namespace/security-facts';
import { unknown } from '#rule';

const prefix = 'pod-security.kubernetes.io/';
const whole = (labels: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(labels).map(([name, value]) => [`${prefix}${name}`, value]));
const wish = { requiredLevel: 'baseline', maxVersionLag: 3 } as const;
const cures = (labels: Readonly<Record<string, string>>, more: object = {}) =>
  curesOf({ metadata: { labels: whole(labels) } }, 33, { ...wish, ...more });

describe('the labels that put a namespace right', () => {
  test.each<[string, Readonly<Record<string, string>>, object, Readonly<Record<string, string>>]>([
    ['nothing set', {}, {}, { enforce: 'baseline', warn: 'baseline', audit: 'baseline' }],
    [
      'what warns of more stays',
      { warn: 'restricted', audit: 'privileged' },
      {},
      { enforce: 'baseline', audit: 'baseline' },
    ],
    [
      'policy that asks for nothing still gets the least that refuses something',
      { enforce: 'privileged' },
      { requiredLevel: 'privileged' },
      { enforce: 'baseline', warn: 'baseline', audit: 'baseline' },
    ],
    [
      'policy that asks for the most',
      { enforce: 'baseline', audit: 'restricted' },
      { requiredLevel: 'restricted' },
      { enforce: 'restricted', warn: 'restricted' },
    ],
    ['a level that is none is written as it acts', { enforce: 'x' }, {}, { enforce: 'restricted' }],
    [
      'what warns at no level warns of what is enforced',
      { enforce: 'restricted', warn: 'x', audit: 'y' },
      {},
      { warn: 'restricted', audit: 'restricted' },
    ],
    [
      'a version that is none is the latest',
      { enforce: 'baseline', 'enforce-version': 'x', 'warn-version': 'x', 'audit-version': 'v1.2' },
      {},
      { 'enforce-version': 'latest', 'warn-version': 'latest' },
    ],
    ['an old version', { enforce: 'baseline', 'enforce-version': 'v1.29' }, {}, { 'enforce-version': 'latest' }],
    ['nothing is wrong', { enforce: 'baseline', 'enforce-version': 'v1.30' }, {}, {}],
  ])('%s', (_, labels, more, expected) => {
    expect(cures(labels, more)).toEqual(whole(expected));
  });

  test('a namespace without labels', () => {
    expect(curesOf({ metadata: {} }, 33, wish)).toEqual(
      whole({ enforce: 'baseline', warn: 'baseline', audit: 'baseline' }),
    );
  });

  test('a control plane that was not read is behind nothing', () => {
    const labels = securityLabels(whole({ enforce: 'baseline', 'enforce-version': 'v1.0' }));
    expect(faultsOf(labels, unknown('denied', ''), wish)).toEqual([]);
  });
});
