import { describe, expect, it } from 'vitest';
import { overlayEntryOf, type Laying } from '#app/config/overlay-entry';
import type { OverlaySetting } from '#model';
import { rules } from '#rules/catalog.gen';

const terms = { author: 'ana', at: '2026-11-22T12:00:00.000Z', reason: 'kernel flaw' };
const ami: OverlaySetting = { is: 'deny', list: 'vmImages', item: { id: 'ami-1' } };
const entryOf = (entry: OverlaySetting, more: Partial<Laying> = {}) =>
  overlayEntryOf({ entry, ...terms, ...more }, rules);

describe('an overlay entry', () => {
  it('has an id of its own, and who laid it, when and why', () => {
    const entry = entryOf(ami);
    expect(entry).toEqual({ id: entry.id, ...terms, entry: ami });
    expect(entry.id).toMatch(/^o-[0-9a-z]{8}$/);
    expect(entryOf(ami, { author: 'ben' }).id).not.toBe(entry.id);
  });
  it('ends at a moment in UTC', () => {
    expect(entryOf(ami, { until: '2027-01-31' }).until).toBe('2027-01-31T00:00:00.000Z');
    expect(entryOf(ami, { until: '2027-01-31T08:00:00+02:00' }).until).toBe('2027-01-31T06:00:00.000Z');
  });
  it('knows a rule by an older id', () => {
    const [first, ...others] = rules;
    const renamed = [{ ...first!, aliases: ['an-older-id'] }, ...others];
    const set: OverlaySetting = { is: 'rule', rule: 'an-older-id', setting: { severity: 'low' } };
    expect(overlayEntryOf({ entry: set, ...terms }, renamed).entry).toEqual({ ...set, rule: first!.id });
  });
  const set = (rule: string, setting: object): OverlaySetting => ({ is: 'rule', rule, setting });
  it.each<[string, OverlaySetting, Partial<Laying>, string]>([
    ['an empty reason', ami, { reason: ' ' }, 'a reason is never empty'],
    ['a reason without measure', ami, { reason: 'x'.repeat(2001) }, 'a reason has at most 2000 characters'],
    ['an end that is none', ami, { until: 'soon' }, 'the end "soon" has to be a date such as 2027-01-31'],
    ['an end that has passed', ami, { until: terms.at }, 'the end 2026-11-22 12:00 UTC has passed already'],
    [
      'what the list does not take',
      { is: 'deny', list: 'digests', item: { digest: 'sha256:1' } },
      {},
      'policy.deny.digests.0.digest: a digest is sha256: and 64 hex digits',
    ],
    ['a name that is empty', { is: 'allow', list: 'registries', item: '' }, {}, 'policy.allow.registries.0 is empty'],
    [
      'a rule that does not exist',
      set('k8s-run-as-rot', {}),
      {},
      'no rule is called "k8s-run-as-rot". Did you mean "k8s-run-as-root"?',
    ],
    [
      'a parameter that does not exist',
      set('k8s-run-as-root', { params: { exemptNamespace: [] } }),
      {},
      'unknown key "exemptNamespace"; did you mean "exemptNamespaces"?',
    ],
    [
      'a parameter of another kind',
      set('k8s-run-as-root', { params: { exemptNamespaces: 3 } }),
      {},
      'policy.rules.k8s-run-as-root.params.exemptNamespaces is a number and has to be a list',
    ],
    [
      'a parameter that a list fills',
      set('ami-allow-deny-list', { params: { denyIds: ['ami-1'] } }),
      {},
      '"denyIds" is filled from policy.deny.vmImages.id and cannot be set here',
    ],
  ])('is refused for %s', (_, entry, more, message) => {
    expect(() => entryOf(entry, more)).toThrow(message);
  });
});
