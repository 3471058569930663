import { setImmediate as tick } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { announceChange } from '#app/changes/announce';
import { defaultPolicy, type Change } from '#model';
import { memoryOn } from '#store/memory';
import { defineRule, fail, pass } from '#rule';
import { about, aDoor, aLock, door, lock, snapshot } from '../engine/shop.ts';
import { quickPorts } from '../support/quick-store.ts';
import { rule, setOpen, shopOf } from './watched-shop.ts';

/** A rule of another type that looks at doors. */
const behind = defineRule({
  ...about,
  ...{ id: 'lock-behind-closed-door', on: lock, uses: [door] },
  evaluate: ({ config }, { find }) => {
    const found = find(door, config.door);
    if (found === 'absent' || 'verdict' in found) return pass();
    return found.config.open ? fail('Its door is open.', { at: 'door', actual: config.door }) : pass();
  },
});

const change: Change = {
  ...{ eventId: 'e1', provider: 'aws', actor: 'ana', call: 'shop:SetDoor', origin: 'console', touched: [] },
  at: '2026-11-02T12:00:00.000Z',
};

const heard = () => {
  const subject = aDoor('a', { open: false });
  return {
    ...{ change, known: [], policy: defaultPolicy, rules: [rule, behind], at: change.at },
    announced: [{ type: setOpen, action: setOpen(subject, { open: true }) }],
    snapshots: [snapshot([subject, aLock('l', subject.id)])],
    memory: memoryOn(quickPorts()),
  };
};

describe('what a request will do', () => {
  it('is judged of what it writes alone where that is asked, and of all that looks at it otherwise', async () => {
    const about = heard();
    const first = await announceChange(about, 'written');
    expect(first.map(({ finding }) => finding.rule)).toEqual(['door-closed']);
    const known = first.map(({ finding }) => finding.id);
    const second = await announceChange({ ...about, known }, 'around');
    expect(second.map(({ finding }) => finding.rule)).toEqual(['lock-behind-closed-door']);
    const whole = await announceChange(heard());
    expect(whole.map(({ finding }) => finding.id).sort()).toEqual(
      [...first, ...second].map(({ finding }) => finding.id).sort(),
    );
  });
  it('is judged of the very object first, however many of its kind there are', async () => {
    const judged: string[] = [];
    const noting = defineRule({
      ...about,
      id: 'door-noted',
      evaluate: ({ config, id }) => {
        judged.push(id);
        return config.open ? fail('A door is open.', { at: 'open', actual: true }) : pass();
      },
    });
    const {
      snapshots: [first],
      ...rest
    } = heard();
    const others = ['b', 'c', 'd'].map((id) => aDoor(id, { open: false }));
    const estate = { ...rest, rules: [noting], snapshots: [snapshot([...first!.resources, ...others])] };
    const changes = await announceChange(estate, 'written');
    expect(changes.map(({ finding }) => finding.resource.id)).toEqual(['a']);
    expect(judged).toEqual(['a']);
    await announceChange({ ...estate, known: changes.map(({ finding }) => finding.id) }, 'around');
    expect(judged.slice(1).sort()).toEqual(['a', 'b', 'c', 'd']);
  });
  it('is told of before anything is read, and reading waits for that', async () => {
    let release: () => void = () => undefined;
    const told: string[] = [];
    const shop = shopOf({
      doors: { a: {} },
      input: {
        moved: (_, changes) => {
          told.push(...changes.map(({ kind }) => kind));
          return new Promise<void>((resolve) => (release = resolve));
        },
      },
    });
    await shop.watch.sweep();
    shop.doors.set('a', { open: true });
    const following = shop.hear('a', true);
    for (let at = 0; at < 50; at += 1) await tick();
    expect([told, shop.reads]).toEqual([['announced'], []]);
    release();
    expect(await following).toMatchObject({ state: 'settled', reads: 1 });
    expect(told).toEqual(['announced', 'opened']);
  });
});
