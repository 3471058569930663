import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { evaluate } from '#engine/evaluate';
import { worldOf } from '#engine/world';
import { nameList } from '#lib/params';
import { defaultPolicy, type Judgement, type Snapshot } from '#model';
import { defineRule, fail, notApplicable, pass, passBecause, unknown } from '#rule';
import type { AnyRule } from '#engine/any-rule';
import { about, aDoor, aLock, door, gap, lock, lockCount, places, policyWith, snapshot } from './shop.ts';

const closed = defineRule({
  ...about,
  id: 'door-closed',
  evaluate: ({ config }) => (config.open ? fail('It is open.', { at: 'open', actual: true }) : pass()),
});
const locked = defineRule({
  ...about,
  id: 'door-locked',
  uses: [lockCount],
  evaluate: (it, { fact }) => (fact(lockCount, it) === 0 ? fail('No lock.', { at: '', actual: 0 }) : pass()),
});

const run = (
  snapshots: Snapshot[],
  rule: AnyRule = closed,
  policy = defaultPolicy,
  known: Judgement['resource'][] = [],
) => evaluate({ world: worldOf(snapshots), rules: [rule], policy, at: '2026-11-01T00:00:00Z', known });
const short = (judgements: Judgement[]) => judgements.map(({ resource, verdict }) => `${resource.id} ${verdict}`);

describe('evaluate', () => {
  it('does not judge what a controller made while the listing that holds the controller is unread', () => {
    const made = aDoor('b', { maker: 'a', open: true });
    const unread = { ...snapshot([made]), complete: [] };
    expect(run([unread]).map(({ resource, reason }) => [resource.id, reason])).toContainEqual(['b', 'not-ready']);
    expect(short(run([unread]))).not.toContain('b fail');
    expect(short(run([snapshot([made])]))).toEqual(['b fail']);
  });
  it('judges every resource of the type', () => {
    expect(short(run([snapshot([aDoor('a'), aDoor('b', { open: true })])]))).toEqual(['a pass', 'b fail']);
  });
  it('says all of one rule before the next, and of each the targets in their order', () => {
    const snapshots = [snapshot([aDoor('b', {}, places.two)], { id: places.two }), snapshot([aDoor('a')])];
    const judged = evaluate({
      ...{ world: worldOf(snapshots), rules: [locked, closed], policy: defaultPolicy, at: '2026-11-01T00:00:00Z' },
    });
    expect(judged.map(({ rule, resource }) => `${rule} ${resource.id}`)).toEqual([
      ...['door-locked b', 'door-locked a', 'door-closed b', 'door-closed a'],
    ]);
  });
  it('carries message, evidence, severity and snapshot of a fail', () => {
    const [one] = run([snapshot([aDoor('a', { open: true }, places.one, '2026-01-01')])]);
    expect(one).toStrictEqual({
      rule: 'door-closed',
      resource: { type: 'door', id: 'a', name: 'a', target: places.one },
      created: '2026-01-01',
      severity: 'high',
      verdict: 'fail',
      message: 'It is open.',
      evidence: [{ at: 'open', actual: true }],
      snapshots: [`s-${places.one}`],
    });
  });
  it('says nothing of a stamp, key, cure or witness that there is not', () => {
    const answers = [pass(), notApplicable('It is painted.'), unknown('stale', 'It is old.')];
    const rule = defineRule({ ...about, id: 'saying', evaluate: ({ id }) => answers[Number(id)] ?? pass() });
    const judged = run([snapshot(answers.map((_, i) => aDoor(`${i}`)))], rule);
    const said = (id: string) => ({
      rule: 'saying',
      resource: { type: 'door', id, name: id, target: places.one },
      severity: 'high',
      snapshots: [`s-${places.one}`],
    });
    expect(judged).toStrictEqual([
      { ...said('0'), verdict: 'pass' },
      { ...said('1'), verdict: 'not-applicable', message: 'It is painted.' },
      { ...said('2'), verdict: 'unknown', reason: 'stale', message: 'It is old.' },
    ]);
  });
  it('carries the key of a fail, the witness of a pass and the cure of an unknown', () => {
    const cure = { api: 'shop:Open', permission: 'shop:Open' };
    const answers = [
      fail('x', { at: '', actual: 1 }, { key: 'k' }),
      passBecause('A lock.'),
      { ...unknown('denied', 'No.'), ...cure },
    ];
    const rule = defineRule({ ...about, id: 'saying', evaluate: ({ id }) => answers[Number(id)] ?? pass() });
    expect(run([snapshot(answers.map((_, i) => aDoor(`${i}`)))], rule)).toMatchObject([
      { verdict: 'fail', key: 'k' },
      { verdict: 'pass', message: 'A lock.' },
      { verdict: 'unknown', ...cure },
    ]);
  });
  it('takes the severity from policy, and a grade over it', () => {
    const rule = defineRule({
      ...about,
      id: 'graded',
      grades: ['low'],
      evaluate: ({ id }) => fail('x', { at: '', actual: 1 }, id === 'b' ? { grade: 'low' } : {}),
    });
    const judged = run([snapshot([aDoor('a'), aDoor('b')])], rule, policyWith({ graded: { severity: 'critical' } }));
    expect(judged.map(({ severity }) => severity)).toEqual(['critical', 'low']);
  });
  it('does not ask a rule that is switched off', () => {
    expect(run([snapshot([aDoor('a')])], closed, policyWith({ 'door-closed': { enabled: false } }))).toEqual([]);
  });
  it('answers for what is in transition', () => {
    const [one] = run([snapshot([aDoor('a', { state: 'HANGING', open: true })])]);
    expect(one).toMatchObject({ verdict: 'unknown', reason: 'in-transition', message: 'Its state is HANGING.' });
  });
  it('drops what a controller made when the controller was read, and judges it when not', () => {
    const made = aDoor('a', { maker: 'big' });
    expect(short(run([snapshot([made, aDoor('big')])]))).toEqual(['big pass']);
    expect(short(run([snapshot([made])]))).toEqual(['a pass']);
    const other = aDoor('big', {}, places.two);
    expect(short(run([snapshot([made]), snapshot([other], { id: places.two })]))).toEqual(['a pass', 'big pass']);
  });
  it('judges what another of the name of its controller did not make', () => {
    const made = aDoor('a', { maker: 'big', stamp: 's' });
    expect(short(run([snapshot([made, aDoor('big', { stamp: 's' })])]))).toEqual(['big pass']);
    expect(short(run([snapshot([made, aDoor('big', { stamp: 't' })])]))).toEqual(['a pass', 'big pass']);
    expect(short(run([snapshot([made, aDoor('big')])]))).toEqual(['a pass', 'big pass']);
  });
  it('answers unknown for a rule that throws, and goes on', () => {
    const rule = defineRule({
      ...about,
      id: 'throws',
      evaluate: ({ id }) => {
        if (id === 'a') throw new Error('boom');
        return pass();
      },
    });
    const judged = run([snapshot([aDoor('a'), aDoor('b')])], rule);
    expect(judged[0]).toMatchObject({ verdict: 'unknown', reason: 'rule-error' });
    expect(judged[0]?.message).toContain('boom');
    expect(judged[1]?.verdict).toBe('pass');
  });
  it('answers unknown for an object that its own type cannot read, and goes on', () => {
    const broken = { ...aDoor('a'), config: null };
    expect(short(run([snapshot([broken as never, aDoor('b')])]))).toEqual(['a unknown', 'b pass']);
    const blind = defineRule({ ...about, id: 'blind', evaluate: () => pass() });
    expect(short(run([snapshot([broken as never, aDoor('b')])], blind))).toEqual(['a unknown', 'b pass']);
  });
  it('exempts by exact name before the rule is asked', () => {
    const rule = defineRule({
      ...about,
      id: 'exempting',
      exempts: 'namespaces',
      params: z.object({ exemptNamespaces: nameList(['kube-system']) }),
      evaluate: () => fail('x', { at: '', actual: 1 }),
    });
    const doors = [aDoor('a', { wall: 'kube-system' }), aDoor('b', { wall: 'kube-system2' }), aDoor('c')];
    expect(short(run([snapshot(doors)], rule))).toEqual(['a not-applicable', 'b fail', 'c fail']);
    const other = policyWith({ exempting: { params: { exemptNamespaces: ['kube-system2'] } } });
    expect(short(run([snapshot(doors)], rule, other))).toEqual(['a fail', 'b not-applicable', 'c fail']);
    expect(short(run([snapshot(doors)], { ...rule, exempts: undefined }))).toContain('a fail');
  });
});

describe('what was not read', () => {
  it('a pass over an unread neighbour is unknown, with the call and the permission', () => {
    const snapshots = [snapshot([aDoor('a'), aLock('l', 'a')], { complete: ['door'], gaps: [gap(['lock'])] })];
    const own = run(snapshots, locked).filter(({ resource }) => resource.id === 'a');
    expect(own).toMatchObject([{ verdict: 'unknown', reason: 'denied', api: 'shop:List', permission: 'shop:List' }]);
  });
  it('a fail over an unread neighbour stands', () => {
    const judged = run([snapshot([aDoor('a')], { complete: ['door'], gaps: [gap(['lock'])] })], locked);
    expect(judged.find(({ resource }) => resource.id === 'a')?.verdict).toBe('fail');
  });
  it('a refused listing is one unknown on the target, and one on each resource last known there', () => {
    const known = [aDoor('old'), aDoor('elsewhere', {}, places.two), { ...aLock('l', 'a') }];
    const judged = run([snapshot([], { complete: ['lock'], gaps: [gap(['door'])] })], closed, defaultPolicy, known);
    expect(short(judged)).toEqual([`${places.one} unknown`, 'old unknown']);
    expect(judged[0]?.resource.type).toBe('target');
  });
  it('a refused listing of a neighbour is one unknown on the target too', () => {
    const judged = run([snapshot([], { complete: ['door'], gaps: [gap(['lock'])] })], locked);
    expect(short(judged)).toEqual([`${places.one} unknown`]);
  });
  it('a refused listing counts beside a gap on one address', () => {
    const gaps = [gap(['door'], 'walls/n/b'), gap(['door'])];
    const judged = run([snapshot([], { complete: [], folder: '', gaps })]);
    expect(short(judged)).toEqual(['walls/n/b unknown', `${places.one} unknown`]);
  });
  it('a type that no reading names is unread too', () => {
    const [one] = run([snapshot([], { complete: [] })]);
    expect(one).toMatchObject({ verdict: 'unknown', reason: 'not-ready', resource: { id: places.one } });
  });
  it('a gap on one address is one unknown on it, and the others are judged', () => {
    const judged = run([snapshot([aDoor('a')], { gaps: [gap(['door'], 'walls/n/b'), gap(['door'], 'walls/n/b')] })]);
    expect(short(judged)).toEqual(['a pass', 'walls/n/b unknown']);
    expect(judged[1]?.resource.name).toBe('b');
  });
  it('a gap on an address that was read otherwise says nothing of it', () => {
    expect(short(run([snapshot([aDoor('a')], { gaps: [gap(['door'], 'a')] })]))).toEqual(['a pass']);
    const among = snapshot([aDoor('b'), aDoor('a'), aDoor('c')], { gaps: [gap(['door'], 'a')] });
    expect(short(run([among]))).toEqual(['b pass', 'a pass', 'c pass']);
    const family = defineRule({ ...about, on: [door, lock], id: 'family', evaluate: () => pass() });
    expect(short(run([snapshot([aDoor('a')], { gaps: [gap(['lock'], 'a')] })], family))).toEqual(['a pass']);
  });
  it('files without a complete listing are no gap', () => {
    expect(short(run([snapshot([aDoor('a')], { complete: [], folder: '' })]))).toEqual(['a pass']);
  });
  it('a recorded refusal in files is a gap', () => {
    const judged = run([snapshot([aDoor('a')], { complete: [], folder: '', gaps: [gap(['door'])] })]);
    expect(short(judged)).toEqual(['a pass', `${places.one} unknown`]);
  });
  it('a target of another scope is not asked', () => {
    expect(run([snapshot([aDoor('a')], { scopes: ['aws-global'], complete: [] })])).toEqual([]);
  });
  it('rules are asked in the scopes that they need, and everywhere where something was not read', () => {
    const asked = (more: Parameters<typeof snapshot>[1]): number => {
      let times = 0;
      const among = (): boolean => (times += 1) > 0;
      const world = worldOf([snapshot([aDoor('a')], more)]);
      evaluate({ world, rules: [closed, locked], policy: defaultPolicy, at: '2026-11-01T00:00:00Z', among });
      return times;
    };
    expect(asked({})).toBe(2);
    expect(asked({ scopes: ['aws-global'] })).toBe(0);
    expect(asked({ scopes: ['aws-global'], gaps: [gap(['door'])] })).toBe(2);
  });
});
