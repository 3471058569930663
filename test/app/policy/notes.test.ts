import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { denialsWithoutMatch, nameOf, settingsWithoutEffect, unknownRules } from '#app/policy/notes';
import { count, fromList } from '#lib/params';
import { defaultPolicy, type ComponentLists, type Policy, type RuleSetting } from '#model';
import { defineRule, fail, pass } from '#rule';
import { about, aDoor, snapshot } from '../../engine/shop.ts';

const rule = defineRule({
  ...about,
  id: 'door-denied',
  aliases: ['door-banned'],
  params: z.object({ ids: fromList('deny.vmImages.id'), names: fromList('deny.vmImages.name'), most: count(3) }),
  evaluate: ({ id, name }, { params }) =>
    params.ids.includes(id) || params.names.some((it) => name.startsWith(it))
      ? fail(`It is ${id}.`, { at: '', actual: id })
      : pass(),
});
const at = '2026-11-22T12:00:00.000Z';
const withRule = (setting: RuleSetting): Policy => ({ ...defaultPolicy, rules: { 'door-denied': setting } });
const denying = (deny: ComponentLists['deny']): Policy => ({ ...defaultPolicy, components: { allow: {}, deny } });

describe('a setting without effect', () => {
  it.each<[string, RuleSetting, readonly string[]]>([
    ['none that changes something', { severity: 'low', params: { most: 4 } }, []],
    ['the severity that the rule has', { severity: 'high' }, ['severity has no effect: high is the default']],
    ['a parameter as it is without it', { params: { most: 3 } }, ['params.most has no effect: it is the default']],
    [
      'whatever sets a rule that is off',
      { enabled: false, reason: 'x', severity: 'low', params: { most: 4 } },
      ['severity has no effect: the rule is off', 'params has no effect: the rule is off'],
    ],
    ['none in switching it off', { enabled: false, reason: 'x' }, []],
  ])('is %s', (_, setting, said) => {
    const notes = settingsWithoutEffect([rule], withRule(setting), at);
    expect(notes).toEqual(said.map((it) => `policy.rules.door-denied.${it}`));
  });
});

describe('a rule that does not exist', () => {
  it('is named, unless it is known by an older id', () => {
    const policy = { ...defaultPolicy, rules: { 'door-banned': {}, 'door-denied': {}, zzz: {}, aaa: {} } };
    expect(unknownRules([rule], policy)).toEqual([
      'policy.rules.aaa has no effect: no rule is called so',
      'policy.rules.zzz has no effect: no rule is called so',
    ]);
  });
});

describe('a denial that matches nothing known', () => {
  const notes = (draft: ComponentLists['deny'], now: ComponentLists['deny'] = {}) =>
    denialsWithoutMatch({
      snapshots: [snapshot([aDoor('d0'), aDoor('d1')])],
      ...{ rules: [rule], now: denying(now), draft: denying(draft), at },
    });
  const reason = 'old';
  it('is named by its list and by what it names', () => {
    expect(
      notes({
        vmImages: [
          { id: 'd0', reason },
          { id: 'd7', reason },
          { name: 'x', reason },
        ],
      }),
    ).toEqual([
      'policy.deny.vmImages d7 matches nothing that is known',
      'policy.deny.vmImages x matches nothing that is known',
    ]);
  });
  it('is told from one that matches what another one matches, too', () => {
    expect(
      notes({
        vmImages: [
          { id: 'd0', reason },
          { name: 'd', reason },
        ],
      }),
    ).toEqual([]);
  });
  it('is not named where it stands in the policy already', () => {
    const vmImages = [{ id: 'd7', reason }];
    expect(notes({ vmImages }, { vmImages })).toEqual([]);
  });
  it('is not looked for by a list that no rule looks at', () => {
    expect(notes({ cves: [{ id: 'CVE-2026-1', reason }] })).toEqual([]);
  });
  it('is tried for a hundred at the most, and the others are counted', () => {
    const vmImages = Array.from({ length: 103 }, (_, i) => ({ id: `x${i}`, reason }));
    const said = notes({ vmImages });
    expect(said).toHaveLength(101);
    expect(said.at(-1)).toBe('3 more denials were not tried one by one');
  });
});

describe('an entry in a few words', () => {
  it('is what it names, without why and until when', () => {
    expect(nameOf({ repository: 'shop/web', tag: '1', reason: 'old', until: at })).toBe('shop/web 1');
  });
});
