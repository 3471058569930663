import { describe, expect, it } from 'vitest';
import { levelOf, type LevelQuestion } from '#engine/plan/level';
import { promotionOf, setbacksOf } from '#engine/plan/track';
import type { Plan, Remediation } from '#model';

const said = (more: Partial<LevelQuestion>): string => {
  const { level, why } = levelOf({
    ...{
      policy: undefined,
      enabled: true,
      rule: 'r',
      environment: 'dev',
      impact: 'none',
      reversible: true,
      setbacks: 0,
    },
    ...more,
  });
  return `${level}: ${why}`;
};

describe('the level of a fix', () => {
  it.each([
    ['is propose where nobody said anything', {}, 'propose: no setting names it, and propose is the default'],
    ['is the level of all', { policy: { level: 'observe' } }, 'observe: remediation.level'],
    [
      'is that of the first setting that holds',
      {
        policy: {
          level: 'auto',
          levels: [
            { rule: 'x', level: 'observe' },
            { environment: 'dev', level: 'approve' },
            { rule: 'r', level: 'observe' },
          ],
        },
      },
      'approve: remediation.levels[1]: environment dev, level approve',
    ],
    [
      'takes a setting for rule and environment only where both hold',
      { policy: { levels: [{ rule: 'r', environment: 'prod', level: 'approve' }] } },
      'propose: no setting names it, and propose is the default',
    ],
    [
      'is propose at the most where nothing may be changed',
      { enabled: false, policy: { level: 'approve' } },
      'propose: remediation is not enabled; remediation.level would say approve',
    ],
    [
      'is observe where nothing may be changed and nothing is wanted',
      { enabled: false, policy: { level: 'observe' } },
      'observe: remediation.level',
    ],
    ['is auto for what nobody notices and can be undone', { policy: { level: 'auto' } }, 'auto: remediation.level'],
    [
      'is approve for what somebody notices',
      { policy: { level: 'auto' }, impact: 'brief' },
      'approve: remediation.level; auto needs remediation.autoFor, since the impact of this is brief',
    ],
    [
      'is approve for what cannot be undone',
      { policy: { level: 'auto' }, reversible: false },
      'approve: remediation.level; auto needs remediation.autoFor, since this cannot be undone',
    ],
    [
      'is auto by name, whatever the impact',
      { policy: { autoFor: ['r'] }, impact: 'disruptive', reversible: false },
      'auto: remediation.autoFor names the rule',
    ],
    [
      'is what a setting says although the rule is named for auto',
      { policy: { autoFor: ['r'], levels: [{ rule: 'r', level: 'observe' }] } },
      'observe: remediation.levels[0]: rule r, level observe',
    ],
    [
      'is lowered by one for each rollback, and never below propose',
      { policy: { level: 'auto' }, setbacks: 5 },
      'propose: remediation.level; lowered from auto: 5 fixes rolled back',
    ],
    ['is not raised by a rollback', { policy: { level: 'observe' }, setbacks: 1 }, 'observe: remediation.level'],
  ] as const satisfies readonly (readonly [string, Partial<LevelQuestion>, string])[])('%s', (_, more, words) => {
    expect(said(more)).toBe(words);
  });
});

const at = '2026-11-22T08:00:00.000Z';
const days = (before: number): string => new Date(Date.parse(at) - before * 86_400_000).toISOString();
const fix = (before: number, more: Partial<Remediation> = {}): Remediation => ({
  ...{ state: 'done', step: 0, sent: false, made: 1, requests: [], writes: [], finishedAt: days(before) },
  plan: { id: `p-${before}`, finding: `f-${before}`, rule: 'r', environment: 'dev' } as Plan,
  ...more,
});
const track = { rule: 'r', environment: 'dev', at };
const ten = Array.from({ length: 10 }, (_, i) => fix(8 + i));

describe('the next level', () => {
  it('is spoken for by ten fixes that stood for seven days', () => {
    expect(promotionOf(ten, [], track, 'propose')).toBe(
      '10 fixes of r in dev stood for seven days: it could be raised to approve',
    );
    expect(promotionOf(ten, [], track, 'approve')).toContain('auto');
    expect(promotionOf(ten, [], track, 'auto')).toBeUndefined();
    expect(promotionOf(ten.slice(1), [], track, 'propose')).toBeUndefined();
    expect(promotionOf([...ten.slice(1), fix(6)], [], track, 'propose')).toBeUndefined();
    expect(promotionOf(ten, [], { ...track, environment: 'prod' }, 'propose')).toBeUndefined();
  });
  it.each([
    ['a rollback', fix(7.5, { state: 'rolled-back' })],
    ['an undo', fix(7.5, { state: 'undone' })],
    ['a failure', fix(7.5, { state: 'failed' })],
    ['a fix that left its finding open', fix(7.5, { stillOpen: true })],
  ])('is spoken against by %s since', (_, mishap) => {
    expect(promotionOf([mishap, ...ten], [], track, 'propose')).toBeUndefined();
  });
  it('is spoken against by a finding that came back within seven days', () => {
    const back = { id: 'f-8', status: 'open' as const, firstSeen: days(3) };
    expect(promotionOf(ten, [back], track, 'propose')).toBeUndefined();
    expect(promotionOf(ten, [{ ...back, firstSeen: days(0.5) }], track, 'propose')).toBeDefined();
  });
});

describe('the dates of the next level', () => {
  const edge = (ms: number) => fix(7, { finishedAt: new Date(Date.parse(days(7)) + ms).toISOString() });
  it('are those of the end of a fix: seven days to the millisecond', () => {
    expect(promotionOf([...ten.slice(1), edge(0)], [], track, 'propose')).toContain('10 fixes');
    expect(promotionOf([...ten.slice(1), edge(1)], [], track, 'propose')).toBeUndefined();
  });
  it('count a finding that came back to the millisecond, too', () => {
    const reopened = (ms: number) => ({
      ...{ id: 'f-12', status: 'open' as const },
      firstSeen: new Date(Date.parse(days(5)) + ms).toISOString(),
    });
    expect(promotionOf(ten, [reopened(0)], track, 'propose')).toContain('10 fixes');
    expect(promotionOf(ten, [reopened(-1)], track, 'propose')).toBeUndefined();
    expect(promotionOf(ten, [{ ...reopened(-1), status: 'resolved' }], track, 'propose')).toContain('10 fixes');
  });
  it('count a finding that came back and was fixed once more', () => {
    const again = (before: number, finding: string): Remediation => ({
      ...fix(before, { startedAt: days(before) }),
      plan: { id: 'p-again', finding, rule: 'r', environment: 'dev' } as Plan,
    });
    expect(promotionOf([...ten, again(11, 'f-12')], [], track, 'propose')).toBeUndefined();
    expect(promotionOf([...ten, again(10, 'f-17')], [], track, 'propose')).toContain('11 fixes');
  });
  it('do not count what others had made', () => {
    expect(promotionOf([...ten.slice(1), fix(8, { others: [0] })], [], track, 'propose')).toBeUndefined();
    expect(promotionOf([...ten.slice(1), fix(8, { others: [0], made: 2 })], [], track, 'propose')).toBeDefined();
  });
  it('begin anew after a mishap', () => {
    const mishap = (before: number) => fix(before, { state: 'undone' });
    expect(promotionOf([...ten, mishap(17.5)], [], track, 'propose')).toContain('10 fixes');
    expect(promotionOf([...ten, mishap(16.5)], [], track, 'propose')).toBeUndefined();
  });
});

it('a rollback counts for thirty days to the millisecond', () => {
  const back = (ms: number) =>
    fix(30, { state: 'rolled-back', finishedAt: new Date(Date.parse(days(30)) + ms).toISOString() });
  expect(setbacksOf([back(1)], track)).toBe(1);
  expect(setbacksOf([back(0)], track)).toBe(0);
});

it('what failed and left something counts as a rollback', () => {
  const left = [fix(1, { state: 'failed', left: 'partly-changed' }), fix(1, { state: 'failed', left: 'unchanged' })];
  expect(setbacksOf(left, track)).toBe(1);
});

it('a rollback counts for thirty days, in its own environment', () => {
  const back = [fix(1, { state: 'rolled-back' }), fix(29, { state: 'rolled-back' }), fix(31, { state: 'rolled-back' })];
  expect(setbacksOf(back, track)).toBe(2);
  expect(setbacksOf(back, { ...track, environment: 'prod' })).toBe(0);
});
