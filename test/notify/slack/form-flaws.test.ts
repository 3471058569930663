import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FormName } from '#notify/slack/actions';
import { editFixForm, fixAllForm, mostChoices } from '#notify/slack/fix-forms';
import { flawsOf } from '#notify/slack/form-flaws';
import { changeWaiverForm } from '#notify/slack/forms';
import type { FormIntent } from '#notify/slack/intent';
import { validateView } from '#notify/slack/validate';
import { hostileStrings } from '../../support/hostile.ts';

const now = Date.parse('2026-11-22T09:00:00.000Z');
const sent = (form: FormName, values: FormIntent['values']): FormIntent => ({
  ...{ is: 'form', form, values, team: 'T1', user: 'U0ANA', name: 'ana', delivery: 'd' },
  pressed: { act: 'assign', about: 'g-1', nonce: 'n', place: { channel: 'C1', ts: '1.1' } },
});
const flaws = (form: FormName, values: FormIntent['values']) => flawsOf(sent(form, values), now);
const reason = 'A lab without any data in it.';

describe('a form', () => {
  it.each<[FormName, FormIntent['values'], readonly string[]]>([
    ['accept-risk', { reason, until: '2026-11-23' }, []],
    ['accept-risk', { reason: ' lab                         ', until: '2026-11-22' }, ['reason', 'until']],
    ['accept-risk', { reason, until: 'soon' }, ['until']],
    ['accept-risk', {}, ['reason', 'until']],
    ['assign', { assignee: 'U0BEN' }, []],
    ['assign', {}, ['assignee']],
    ['wrong', { why: 'no' }, ['why']],
    ['change-waiver', { why: reason }, []],
    ['change-waiver', {}, ['why']],
    ['fix-all', { 'findings-2': 'f-1' }, []],
    ['fix-all', {}, ['findings-1']],
    ['edit-fix', { 'v-addresses-a': '10.0.0.0/8, 2001:db8::/32' }, []],
    ['edit-fix', { 'v-addresses-a': '10.0.0.0/8 10.0.0.1' }, ['v-addresses-a']],
    ['edit-fix', { 'v-addresses-a': '10.0.0.0/33' }, ['v-addresses-a']],
    ['edit-fix', { 'v-numbers-p': '22 443', 'v-number-n': '3', 'v-switch-s': 'true', 'v-text-t': 'x' }, []],
    [
      'edit-fix',
      { 'v-numbers-p': '22 -1', 'v-number-n': '1.5', 'v-switch-s': 'yes' },
      ['v-number-n', 'v-numbers-p', 'v-switch-s'],
    ],
  ])('%s with %j has flaws at %j', (form, values, blocks) => {
    expect(Object.keys(flaws(form, values) ?? {}).sort()).toEqual(blocks);
  });

  it('says of each flaw what would be right', () => {
    expect(flaws('edit-fix', { 'v-addresses-a': 'everywhere' })).toEqual({
      'v-addresses-a': '"everywhere" is no network such as 203.0.113.0/24.',
    });
  });

  it('with any text is looked at without an end', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const said = flaws('edit-fix', { 'v-addresses-a': text, [text]: text });
        return said === undefined || Object.values(said).every((it) => it.length < 150);
      }),
    );
  });
});

describe('the form for several fixes', () => {
  const choices = (count: number, says = 'HIGH door') =>
    Array.from({ length: count }, (_, at) => ({ finding: `f-${at}`, says }));

  it.each([1, 10, 11, 100])('of %i findings is one that Slack takes, and names each', (count) => {
    const form = fixAllForm({ what: 'Doors', choices: choices(count), more: 0, waiting: 0 }, 'x');
    expect(validateView(form)).toEqual([]);
    expect(JSON.stringify(form).match(/"value":"f-\d+"/g)?.length).toBe(count <= 10 ? count * 2 : count);
  });

  it('names a hundred, and says how many come after them', () => {
    const form = fixAllForm({ what: 'Doors', choices: choices(250), more: 150, waiting: 3 }, 'x');
    expect(JSON.stringify(form).match(/"value":"f-\d+"/g)).toHaveLength(mostChoices);
    expect(JSON.stringify(form)).toContain('150 more come when these have their plans');
    expect(JSON.stringify(form)).toContain('3 of the group have a plan that waits');
  });
});

it('forms take any text, and make no markup of it', () => {
  for (const text of hostileStrings()) {
    const forms = [
      fixAllForm({ what: text, choices: [{ finding: 'f-1', says: text }], more: 0, waiting: 0 }, 'x'),
      editFixForm({ what: text, values: [{ name: 'networks', kind: 'addresses', value: text }] }, 'x'),
      changeWaiverForm(text, 'x'),
    ];
    for (const form of forms) expect(validateView(form), text).toEqual([]);
  }
});
