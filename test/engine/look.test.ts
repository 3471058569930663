import { describe, expect, it } from 'vitest';
import { evaluate } from '#engine/evaluate';
import { worldOf } from '#engine/world';
import { defaultPolicy, type Snapshot } from '#model';
import { defineRule, pass } from '#rule';
import type { AnyRule } from '#engine/any-rule';
import { about, aDoor, aLock, gap, ledger, lock, places, snapshot } from './shop.ts';

const run = (snapshots: Snapshot[], rule: AnyRule) =>
  evaluate({ world: worldOf(snapshots), rules: [rule], policy: defaultPolicy, at: '2026-11-01T00:00:00Z' });

describe('neighbours', () => {
  const ask = (look: (ctx: never) => unknown, snapshots: Snapshot[]) => {
    let answer: unknown;
    const rule = defineRule({
      ...about,
      id: 'asking',
      uses: [lock, ledger],
      evaluate: (_, ctx) => {
        answer = look(ctx as never);
        return pass();
      },
    });
    return { judged: run(snapshots, rule), answer };
  };
  type Asking = {
    find(type: typeof lock | typeof ledger, address: string): unknown;
    list(type: typeof lock, by?: object): { items: { id: string }[]; unread?: object };
    listAll(type: typeof lock | typeof ledger, by: object): { items: { id: string }[]; unread?: object };
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
  it('are outside when their address does not say where it is, or names the global half of an account', () => {
    const set = [
      snapshot([aDoor('a')]),
      snapshot([], { id: places.two, scopes: ['aws-global'], complete: ['ledger'] }),
    ];
    expect(ask((ctx: Asking) => ctx.find(ledger, 'b'), set).answer).toMatchObject({ reason: 'outside' });
    expect(ask((ctx: Asking) => ctx.find(lock, 'aws:1:global/l'), set).answer).toMatchObject({ reason: 'outside' });
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
  it('are unread where no target of their kind is watched', () => {
    const { answer, judged } = ask((ctx: Asking) => ctx.listAll(ledger, {}), [snapshot([aDoor('a')])]);
    const message = 'No watched target holds ledger.';
    expect(answer).toEqual({ items: [], unread: { verdict: 'unknown', reason: 'outside', message } });
    expect(judged[0]?.verdict).toBe('unknown');
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
  it('at an address that belongs elsewhere are not in files that name their own place', () => {
    const named = [snapshot([aDoor('a')], { folder: 'x', complete: ['lock'] })];
    expect(ask((ctx: Asking) => ctx.find(lock, 'aws:9:eu/l'), named).answer).toMatchObject({ reason: 'not-in-files' });
    expect(ask((ctx: Asking) => ctx.find(lock, `${places.one}/l`), named).answer).toBe('absent');
    expect(ask((ctx: Asking) => ctx.find(lock, 'aws:1:global/l'), named).answer).toBe('absent');
    expect(ask((ctx: Asking) => ctx.find(lock, 'aws:11:global/l'), named).answer).toMatchObject({
      reason: 'not-in-files',
    });
    const placeless = [
      snapshot([aDoor('a', {}, 'aws:files:x')], { id: 'aws:files:x', folder: 'x', complete: ['lock'] }),
    ];
    expect(ask((ctx: Asking) => ctx.find(lock, 'aws:9:eu/l'), placeless).answer).toBe('absent');
  });
  it('of a whole account are in the files of that account, and not of one whose number begins alike', () => {
    const at = (id: string) => [snapshot([aDoor('a', {}, id)], { id, folder: 'x', complete: ['lock'] })];
    const long = 'aws:111122223333:eu';
    expect(ask((ctx: Asking) => ctx.find(lock, 'aws:111122223333:global/l'), at(long)).answer).toBe('absent');
    expect(ask((ctx: Asking) => ctx.find(lock, 'aws:111122223334:global/l'), at(long)).answer).toMatchObject({
      reason: 'not-in-files',
    });
  });
  it('at an address that does not say where it is are in the files of the same folder', () => {
    const scopes = ['aws-region', 'aws-global'] as const;
    const set = [snapshot([aDoor('a')], { folder: 'x', scopes, complete: ['ledger'] })];
    expect(ask((ctx: Asking) => ctx.find(ledger, 'b'), set).answer).toBe('absent');
    const unlisted = [snapshot([aDoor('a')], { folder: 'x', scopes, complete: [] })];
    expect(ask((ctx: Asking) => ctx.find(ledger, 'b'), unlisted).answer).toMatchObject({ reason: 'not-in-files' });
  });
  it('in another folder are of another moment', () => {
    const set = [
      snapshot([aDoor('a')], { folder: 'x', complete: [] }),
      snapshot([aLock(`${places.two}/l`, 'a', places.two)], { id: places.two, folder: 'y' }),
    ];
    expect(ask((ctx: Asking) => ctx.find(lock, `${places.two}/l`), set).answer).toMatchObject({
      reason: 'not-in-files',
    });
    expect(ask((ctx: Asking) => ctx.listAll(lock, {}), set).answer).toMatchObject({ items: [] });
  });
});
