import type { AnyRule } from '#engine/any-rule';
import { typesOf } from '#engine/ruleset';
import { defineFact } from '#model';
import type { Type } from '#model';
import { defineRule, fail, failMissing, isUnread, pass, passBecause, unknown } from '#rule';
import { about, door, ledger, lock, lockCount } from '../engine/shop.ts';

/** How the first door of the same target stands. */
const first = defineFact({
  name: 'first',
  of: door,
  uses: [door],
  work({ target }, { find }) {
    const it = find(door, `${target}/a`);
    if (it === 'absent' || isUnread(it)) return it;
    return it.config.open ? 'open' : 'shut';
  },
});

/** How far the door that a door names is open: it may stand anywhere. */
const beyond = defineFact({
  name: 'beyond',
  of: door,
  uses: [door, lockCount, first],
  work({ config }, { find, fact }) {
    const next = find(door, config.maker ?? '');
    if (next === 'absent' || isUnread(next)) return next;
    return { open: next.config.open ?? false, locks: fact(lockCount, next), first: fact(first, next) };
  },
});

/** How the door stands that a lock on a door names, wherever both may be: where is looked hangs on what was found. */
const handedOn = defineFact({
  name: 'handed-on',
  of: door,
  uses: [door, lock],
  work(it, { find, listAll }) {
    const named = listAll(lock, { door: it.id }).items.flatMap(({ config }) => config.colours ?? []);
    const next = find(door, named.find((one) => one.includes('/')) ?? '');
    return next === 'absent' || isUnread(next) ? next : { open: next.config.open ?? false };
  },
});

/** Whether the door that a door names hangs: one that does not yet breaks whoever asks. */
const hung = defineFact({
  name: 'hung',
  of: door,
  uses: [door],
  work({ config }, { find }) {
    const next = find(door, config.maker ?? '');
    if (next === 'absent' || isUnread(next)) return next;
    if (next.config.state === 'HANGING') throw new Error(`${next.id} does not hang yet`);
    return { open: next.config.open ?? false };
  },
});

const fresh = defineRule({
  ...about,
  id: 'fresh',
  timed: true,
  severity: 'critical',
  evaluate: ({ config }, { at }) =>
    config.stamp !== undefined && at > config.stamp ? fail(`It is old since ${config.stamp}.`, []) : pass(),
});

/** Rules that look in each way there is: at nothing, in their own target, by address, in all targets, at the moment. */
export const rules: readonly AnyRule[] = [
  defineRule({
    ...{ ...about, id: 'closed' },
    evaluate: ({ config }) => (config.open ? fail('It is open.', { at: 'open', actual: true }) : pass()),
  }),
  defineRule({
    ...{ ...about, id: 'locked', uses: [lockCount] },
    evaluate: (it, { fact }) => (fact(lockCount, it) === 0 ? failMissing('It has no lock.', []) : pass()),
  }),
  defineRule({
    ...{ ...about, id: 'leads-nowhere', uses: [beyond] },
    evaluate(it, { fact }) {
      const next = fact(beyond, it);
      if (isUnread(next)) return next;
      if (next === 'absent') return pass();
      return next.open ? fail(`It leads to an open door with ${next.locks} locks.`, []) : passBecause('It is shut.');
    },
  }),
  defineRule({
    ...{ ...about, id: 'leads-to-safety', uses: [beyond] },
    evaluate(it, { fact }) {
      const next = fact(beyond, it);
      if (isUnread(next) || next === 'absent') return pass();
      return next.locks === 0 && next.first === 'open' ? failMissing('Beyond it all is open.', []) : pass();
    },
  }),
  defineRule({
    ...{ ...about, id: 'one-of-a-kind', uses: [lock] },
    evaluate(it, { listAll }) {
      const { items } = listAll(lock, { door: it.id });
      return items.length > 1
        ? items.map(({ id }) => fail(`Another lock is on it, one of ${items.length}.`, [], { key: id }))
        : pass();
    },
  }),
  defineRule({
    ...{ ...about, id: 'in-a-ledger', uses: [ledger] },
    evaluate: (_, { listAll }) => (listAll(ledger, {}).items.length > 1 ? fail('It is in two.', []) : pass()),
  }),
  defineRule({
    ...{ ...about, id: 'handed-on-safely', uses: [handedOn] },
    evaluate(it, { fact }) {
      const next = fact(handedOn, it);
      if (isUnread(next)) return next;
      return next !== 'absent' && next.open ? fail('Its lock leads to an open door.', []) : pass();
    },
  }),
  defineRule({
    ...{ ...about, id: 'hung-beyond', uses: [hung] },
    evaluate(it, { fact }) {
      const next = fact(hung, it);
      return next === 'absent' || isUnread(next) || !next.open ? pass() : fail('It hangs open.', []);
    },
  }),
  defineRule({
    ...{ ...about, id: 'red-ones', uses: [lock] },
    evaluate(it, { listAll }) {
      const [red, own] = [
        listAll(lock, { door: undefined, colour: 'red' }),
        listAll(lock, { door: it.id, colour: 'red' }),
      ];
      return own.items.length > 0 ? fail(`${own.items.length} of ${red.items.length} red locks.`, []) : pass();
    },
  }),
  fresh,
  defineRule({
    ...{ ...about, on: lock, id: 'coloured', severity: 'low' },
    evaluate: ({ config }) => (config.colours ? pass() : unknown('not-found', 'Nobody painted it.')),
  }),
];

export const types: readonly Type[] = typesOf(rules);
