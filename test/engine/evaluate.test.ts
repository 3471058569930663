import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { evaluate } from '#engine/evaluate';
import { worldOf } from '#engine/world';
import { nameList } from '#lib/params';
import { defaultPolicy, type Judgement, type Snapshot } from '#model';
import { defineRule, fail, pass, type Rule } from '#rule';
import type { AnyRule } from '#engine/any-rule';
import type { door } from './shop.ts';
import { about, aDoor, aLock, gap, lock, lockCount, places, policyWith, snapshot } from './shop.ts';

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
  it('judges every resource of the type', () => {
    expect(short(run([snapshot([aDoor('a'), aDoor('b', { open: true })])]))).toEqual(['a pass', 'b fail']);
  });
  it('carries message, evidence, severity and snapshot of a fail', () => {
    const [one] = run([snapshot([aDoor('a', { open: true }, places.one, '2026-01-01')])]);
    expect(one).toEqual({
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
  it('a type that no reading names is unread too', () => {
    const [one] = run([snapshot([], { complete: [] })]);
    expect(one).toMatchObject({ verdict: 'unknown', reason: 'not-ready', resource: { id: places.one } });
  });
  it('a gap on one address is one unknown on it, and the others are judged', () => {
    const judged = run([snapshot([aDoor('a')], { gaps: [gap(['door'], 'walls/b'), gap(['door'], 'walls/b')] })]);
    expect(short(judged)).toEqual(['a pass', 'walls/b unknown']);
    expect(judged[1]?.resource.name).toBe('b');
  });
  it('a gap on an address that was read otherwise says nothing of it', () => {
    expect(short(run([snapshot([aDoor('a')], { gaps: [gap(['door'], 'a')] })]))).toEqual(['a pass']);
  });
  it('files without a complete listing are no gap', () => {
    expect(short(run([snapshot([aDoor('a')], { complete: [], folder: '' })]))).toEqual(['a pass']);
  });
  it('a recorded refusal in files is a gap', () => {
    const judged = run([snapshot([aDoor('a')], { complete: [], folder: '', gaps: [gap(['door'])] })]);
    expect(short(judged)).toEqual(['a pass', `${places.one} unknown`]);
  });
  it('a target of another scope is not asked', () => {
    const global = { ...snapshot([]), target: { id: 'x', provider: 'aws', scopes: ['aws-global'] } } as Snapshot;
    expect(run([{ ...global, complete: [] }])).toEqual([]);
  });
});

describe('neighbours', () => {
  const asking = (evaluate: (typeof locked)['evaluate']): Rule<typeof door, typeof lock> => ({
    ...about,
    id: 'asking',
    uses: [lock],
    evaluate,
  });
  const ask = (look: (ctx: never) => unknown, snapshots: Snapshot[]) => {
    let answer: unknown;
    const rule = asking((_, ctx) => {
      answer = look(ctx as never);
      return pass();
    });
    const judged = run(snapshots, rule as unknown as AnyRule);
    return { answer, judged };
  };
  type Asking = {
    find(type: typeof lock, address: string): unknown;
    list(type: typeof lock, by?: object): { items: { id: string }[]; unread?: object };
    listAll(type: typeof lock, by: object): { items: { id: string }[]; unread?: object };
  };

  it('are found by address in whichever target owns them', () => {
    const far = aLock(`${places.two}/l`, 'a', places.two);
    const set = [snapshot([aDoor('a')]), snapshot([far], { id: places.two })];
    const { answer, judged } = ask((ctx: Asking) => ctx.find(lock, `${places.two}/l`), set);
    expect(answer).toMatchObject({ id: `${places.two}/l` });
    expect(judged[0]?.snapshots).toEqual([`s-${places.one}`, `s-${places.two}`]);
  });
  it('are absent when their home was read whole, and unread when not', () => {
    const whole = [snapshot([aDoor('a')]), snapshot([], { id: places.two })];
    expect(ask((ctx: Asking) => ctx.find(lock, `${places.two}/l`), whole).answer).toBe('absent');
    const part = [snapshot([aDoor('a')]), snapshot([], { id: places.two, complete: ['door'] })];
    expect(ask((ctx: Asking) => ctx.find(lock, `${places.two}/l`), part).judged[0]?.verdict).toBe('unknown');
    const other = gap(['lock'], `${places.two}/other`, places.two);
    const near = [snapshot([aDoor('a')]), snapshot([], { id: places.two, gaps: [other] })];
    expect(ask((ctx: Asking) => ctx.find(lock, `${places.two}/l`), near).answer).toBe('absent');
    expect(ask((ctx: Asking) => ctx.find(lock, `${places.two}/other`), near).answer).toMatchObject({
      reason: 'denied',
    });
  });
  it('are outside when nobody watches their home', () => {
    const { answer } = ask((ctx: Asking) => ctx.find(lock, 'aws:9:eu/l'), [snapshot([aDoor('a')])]);
    expect(answer).toMatchObject({ reason: 'outside' });
  });
  it('of another type at the same address are not found', () => {
    const { answer } = ask(
      (ctx: Asking) => ctx.find(lock, `${places.one}/d`),
      [snapshot([aDoor('a'), aDoor(`${places.one}/d`)])],
    );
    expect(answer).toBe('absent');
  });
  it('are listed by one key, by several, and by a key with several values', () => {
    const locks = [
      aLock('l1', 'a', places.one, ['red', 'blue']),
      aLock('l2', 'a', places.one, ['red']),
      aLock('l3', 'b'),
    ];
    const set = [snapshot([aDoor('a'), ...locks])];
    const ids = (look: (ctx: Asking) => { items: { id: string }[] }) =>
      (ask(look, set).answer as { items: { id: string }[] }).items.map(({ id }) => id);
    expect(ids((ctx) => ctx.list(lock))).toEqual(['l1', 'l2', 'l3']);
    expect(ids((ctx) => ctx.list(lock, { door: 'a' }))).toEqual(['l1', 'l2']);
    expect(ids((ctx) => ctx.list(lock, { door: 'a', colour: 'blue' }))).toEqual(['l1']);
    expect(ids((ctx) => ctx.list(lock, { door: undefined, colour: 'red' }))).toEqual(['l1', 'l2']);
    expect(ids((ctx) => ctx.list(lock, { door: 'none' }))).toEqual([]);
  });
  it('are listed over every target, and one unread target shows', () => {
    const set = [
      snapshot([aDoor('a'), aLock('l1', 'a')]),
      snapshot([aLock('l2', 'a', places.two)], { id: places.two, complete: [] }),
    ];
    const { answer } = ask((ctx: Asking) => ctx.listAll(lock, { door: 'a' }), set);
    expect(answer).toMatchObject({ items: [{ id: 'l1' }, { id: 'l2' }], unread: { reason: 'not-ready' } });
  });
  it('are all listed where no key is given', () => {
    const set = [
      snapshot([aDoor('a'), aLock('l1', 'a')]),
      snapshot([aLock('l2', 'b', places.two)], { id: places.two }),
    ];
    const { answer, judged } = ask((ctx: Asking) => ctx.listAll(lock, {}), set);
    expect(answer).toEqual({ items: [expect.objectContaining({ id: 'l1' }), expect.objectContaining({ id: 'l2' })] });
    expect(judged[0]?.snapshots).toEqual([`s-${places.one}`, `s-${places.two}`]);
  });
  it('at an address that belongs elsewhere are outside, in files that name their own place', () => {
    const named = [snapshot([aDoor('a')], { folder: 'x', complete: ['lock'] })];
    expect(ask((ctx: Asking) => ctx.find(lock, 'aws:9:eu/l'), named).answer).toMatchObject({ reason: 'outside' });
    expect(ask((ctx: Asking) => ctx.find(lock, `${places.one}/l`), named).answer).toBe('absent');
    expect(ask((ctx: Asking) => ctx.find(lock, 'aws:1:global/l'), named).answer).toBe('absent');
    expect(ask((ctx: Asking) => ctx.find(lock, 'aws:11:global/l'), named).answer).toMatchObject({ reason: 'outside' });
    const placeless = [
      snapshot([aDoor('a', {}, 'aws:files:x')], { id: 'aws:files:x', folder: 'x', complete: ['lock'] }),
    ];
    expect(ask((ctx: Asking) => ctx.find(lock, 'aws:9:eu/l'), placeless).answer).toBe('absent');
  });
  it('in another folder are of another moment', () => {
    const set = [
      snapshot([aDoor('a')], { folder: 'x', complete: [] }),
      snapshot([aLock(`${places.two}/l`, 'a', places.two)], { id: places.two, folder: 'y' }),
    ];
    expect(ask((ctx: Asking) => ctx.find(lock, `${places.two}/l`), set).answer).toMatchObject({ reason: 'outside' });
    expect(ask((ctx: Asking) => ctx.listAll(lock, {}), set).answer).toMatchObject({ items: [] });
  });
});
