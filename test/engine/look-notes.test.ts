import { describe, expect, it } from 'vitest';
import { lookerOf } from '#engine/look';
import { worldOf } from '#engine/world';
import { defineFact, type Fact, type Look, type Snapshot, type Type } from '#model';
import { unknown } from '#rule';
import { aDoor, aLock, door, gap, ledger, lock, lockCount, places, snapshot } from './shop.ts';

type Looking = (look: Look<Type | Fact>) => unknown;

function lookingAt(snapshots: readonly Snapshot[]) {
  const world = worldOf(snapshots);
  const looker = lookerOf(world);
  const from = (target: string) => looker.from(world.places.get(target)!);
  const noted = (target: string, looking: Looking) => {
    const notes = from(target);
    looking(looker.look);
    const { own, unread, places: others, moments } = notes;
    return {
      own: own.target.id,
      unread: unread.map(({ reason }) => reason),
      places: [...(others ?? [])].map((place) => place.target.id),
      moments: [...(moments ?? [])].map((moment) => moment.snapshots),
    };
  };
  return { looker, from, noted };
}

const here = aDoor('a');
const far = aDoor(`${places.two}/far`, {}, places.two);
const farLock = `${places.two}/l`;
const two = { id: places.two };
const whole = [snapshot([here]), snapshot([far, aLock(farLock, far.id, places.two)], two)];
const part = [snapshot([here]), snapshot([far], { ...two, complete: ['door'] })];
const nothing = { own: places.one, unread: [], places: [], moments: [] };

describe('a verdict notes', () => {
  it('nothing where all it looked at is in its own target and was read', () => {
    const looking: Looking = ({ find, list, fact }) => [
      find(lock, `${places.one}/l`),
      list(lock),
      fact(lockCount, here),
    ];
    expect(lookingAt(whole).noted(places.one, looking)).toEqual(nothing);
  });
  it('the target that holds what it found, and that of which it was told that nothing is there', () => {
    const found = lookingAt(whole).noted(places.one, ({ find }) => find(lock, farLock));
    expect(found).toEqual({ ...nothing, places: [places.two] });
    const absent = lookingAt(whole).noted(places.one, ({ find }) => find(lock, `${places.two}/none`));
    expect(absent).toEqual({ ...nothing, places: [places.two] });
  });
  it('every target of the kind that it listed, and each unread answer that it was given', () => {
    expect(lookingAt(part).noted(places.one, ({ listAll }) => listAll(lock, {}))).toEqual({
      ...nothing,
      unread: ['not-ready'],
      moments: [[`s-${places.one}`, `s-${places.two}`]],
    });
  });
});

describe('a fact', () => {
  it('is worked out once for a resource, and again for another one', () => {
    const worked: string[] = [];
    const counted = defineFact({ name: 'counted', of: door, work: ({ id }) => worked.push(id) });
    const { looker, from } = lookingAt([snapshot([here, aDoor('b')])]);
    for (const it of [here, here, aDoor('b'), here]) {
      from(places.one);
      looker.look.fact(counted, it);
    }
    expect(worked).toEqual(['a', 'b']);
  });
  it('about a resource of another target comes from that target, where it looks too', () => {
    const { noted } = lookingAt(whole);
    let count: unknown;
    const notes = noted(places.one, ({ fact }) => (count = fact(lockCount, far)));
    expect(notes).toEqual({ ...nothing, places: [places.two] });
    expect(count).toBe(1);
  });
  it('hands on what it and its own facts noted, also to those who ask later', () => {
    const inner = defineFact({
      name: 'inner',
      of: door,
      uses: [lock, ledger],
      work: (_, { find, listAll }) => [find(lock, farLock), listAll(lock, {}), listAll(ledger, {})],
    });
    const outer = defineFact({ name: 'outer', of: door, uses: [inner], work: (it, { fact }) => fact(inner, it) });
    const handed = {
      ...nothing,
      unread: ['not-ready', 'not-ready', 'outside'],
      places: [places.two],
      moments: [[`s-${places.one}`, `s-${places.two}`], []],
    };
    const { noted } = lookingAt(part);
    expect(noted(places.one, ({ fact }) => fact(outer, here))).toEqual(handed);
    expect(noted(places.one, ({ fact }) => fact(outer, here))).toEqual(handed);
    expect(noted(places.one, ({ fact }) => fact(inner, here))).toEqual(handed);
  });
  it('that answers unread notes it once, whether it was given that answer or made it', () => {
    const made = defineFact({ name: 'made', of: door, work: () => unknown('stale', 'It is old.') });
    const given = defineFact({
      name: 'given',
      of: door,
      uses: [lock],
      work: (_, { find }) => find(lock, farLock),
    });
    const { noted } = lookingAt(part);
    expect(noted(places.one, ({ fact }) => fact(made, here)).unread).toEqual(['stale']);
    expect(noted(places.one, ({ fact }) => fact(given, here)).unread).toEqual(['not-ready']);
  });
  it('that throws leaves the one who asked looking from its own target', () => {
    const broken = defineFact({
      name: 'broken',
      of: door,
      work: (): number => {
        throw new Error('boom');
      },
    });
    const { noted } = lookingAt(part);
    const notes = noted(places.one, ({ fact, list }) => {
      expect(() => fact(broken, far)).toThrow('boom');
      list(lock);
    });
    expect(notes).toEqual(nothing);
  });
  it('about a resource of a target that is not in the set is refused', () => {
    const { noted } = lookingAt([snapshot([here])]);
    expect(() => noted(places.one, ({ fact }) => fact(lockCount, far))).toThrow(
      `no snapshot of ${places.two} is in the set`,
    );
  });
});

describe('the notes of one resource', () => {
  const looks: Readonly<Record<string, Looking>> = {
    'an unread address elsewhere': ({ find }) => find(lock, farLock),
    'an address that nobody watches': ({ find }) => find(lock, 'aws:9:eu/l'),
    'an unread listing of every target': ({ listAll }) => listAll(lock, {}),
    'a read listing of every target': ({ listAll }) => listAll(door, {}),
    'a resource elsewhere': ({ find }) => find(door, far.id),
    'a listing and a resource elsewhere': ({ find, listAll }) => [find(door, far.id), listAll(door, {})],
    'a listing and two unread answers': ({ find, listAll }) => [find(lock, 'aws:9:eu/l'), listAll(lock, {})],
  };
  for (const [what, looking] of Object.entries(looks)) {
    it(`say nothing of the next one: ${what}`, () => {
      const { noted } = lookingAt(part);
      expect(noted(places.one, looking)).not.toEqual(nothing);
      expect(noted(places.one, () => undefined)).toEqual(nothing);
    });
  }
  it('serve the next one of its target where they were not used', () => {
    const { looker, from } = lookingAt(whole);
    const first = from(places.one);
    expect(from(places.one)).toBe(first);
    expect(from(places.two)).not.toBe(first);
    const again = from(places.one);
    looker.look.find(lock, farLock);
    expect(from(places.one)).not.toBe(again);
  });
});

describe('a looker', () => {
  it('tells of every type and fact that is asked for, those that facts ask for included', () => {
    const heard: string[] = [];
    const world = worldOf([snapshot([here], { gaps: [gap(['ledger'])] })]);
    const { look, from } = lookerOf(world, ({ name }) => void heard.push(name));
    from(world.places.get(places.one)!);
    look.find(door, 'a');
    look.listAll(ledger, {});
    look.fact(lockCount, here);
    look.fact(lockCount, here);
    expect(heard).toEqual(['door', 'ledger', 'lock-count', 'lock', 'lock-count']);
  });
});
