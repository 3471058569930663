import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openEmbedded } from '#store/embedded';
import { sha256 } from '#lib/hash';
import { seeded } from '../../sim/seeded.ts';
import {
  findingOf,
  office,
  postBulletin,
  postCard,
  start,
  fakeFixes,
  type Office,
} from '../../support/slack-office.ts';
import { forged } from './slack-forged.ts';
import { press } from './slack-press.ts';
import { semantic, type Estate } from './slack-semantic.ts';
import type { Figure, Options } from '../figures.ts';

const wanted = { quick: 600, usual: 10_000, full: 40_000 };

/** Of these requests, how many are nonces that two processes use at once. */
const raced = { quick: 40, usual: 400, full: 1_600 };

/** A kind of request, and what came of those of it. */
interface Kind {
  count: number;
  accepted: number;
  changed: number;
}

/**
 * Requests that must be refused, each sent to the endpoint over HTTP, with the store and everything that Slack shows
 * compared byte for byte before and after each kind.
 */
export async function s4({ size, seed, say }: Options, folder: string): Promise<Figure> {
  const store = join(folder, 's4');
  const memory = openEmbedded(store, 'act');
  const at = await office({}, memory);
  const kinds = new Map<string, Kind>();
  const of = (name: string): Kind =>
    kinds.get(name) ?? kinds.set(name, { count: 0, accepted: 0, changed: 0 }).get(name)!;
  try {
    const estate = await furnish(at);
    const random = seeded(`${seed}/slack`);
    const each = Math.ceil((wanted[size] - raced[size]) / 2);
    const batches = [...forged(random.fork('forged'), at, each), ...semantic(random.fork('semantic'), estate, each)];
    for (const { kind, meant, send, count } of batches) {
      say(`${kind}: ${count}`);
      const before = stateOf(store, at);
      const from = at.outcomes.length;
      let taken = 0;
      for (let n = 0; n < count; n += 1) {
        const { status } = await send(n);
        // One that is signed and of our people is taken, and refused by whoever works on it.
        if (status === 200 && meant === 'turned away') taken += 1;
      }
      await at.idle();
      const done = at.outcomes.slice(from).filter(({ is }) => is === 'done');
      const it = of(kind);
      it.count += count;
      it.accepted += taken + done.length;
      it.changed += stateOf(store, at) === before ? 0 : 1;
      at.time.now = start;
    }
    const race = await racedBy(store, raced[size]);
    Object.assign(of('one nonce, two processes at once'), { count: race.refused, accepted: race.both });
    const control = await estate.allowed();
    await at.idle();
    const works = control === 200 && at.outcomes.at(-1)?.is === 'done';
    return figureOf(kinds, { works, race, wanted: wanted[size] });
  } finally {
    await at.close();
  }
}

function figureOf(
  kinds: ReadonlyMap<string, Kind>,
  { works, race, wanted: least }: { readonly works: boolean; readonly race: Race; readonly wanted: number },
): Figure {
  const sum = (column: keyof Kind): number => [...kinds.values()].reduce((all, it) => all + it[column], 0);
  const noise = kinds.get('noise')?.count ?? 0;
  const [requests, accepted, changed] = [sum('count'), sum('accepted'), sum('changed')];
  return {
    id: 'S4',
    counts: { requests, semantic: requests - noise, accepted, sideEffects: changed, kinds: kinds.size },
    table: [
      ['request', 'cases', 'accepted', 'side effects'],
      ...[...kinds].map(([kind, it]) => [kind, it.count, it.accepted, it.changed]),
    ],
    notes: ['the same button, pressed by whoever may, works at the end'],
    missed: [
      ...(accepted > 0 ? [`${accepted} were accepted`] : []),
      ...(changed > 0 ? [`${changed} kinds had side effects`] : []),
      ...(requests < least ? [`only ${requests} requests`] : []),
      ...((requests - noise) * 2 < requests ? ['fewer than half are semantic'] : []),
      ...(race.lost > 0 ? [`${race.lost} nonces were used by nobody`] : []),
      ...(works ? [] : ['what is allowed does not work either']),
    ],
  };
}

/** Findings, a card, a plan that ana proposed, and a waiver that she asked for. */
async function furnish(at: Office): Promise<Estate> {
  const acts = ['snooze', 'unsnooze', 'assign', 'wrong', 'accept-risk', 'propose'] as const;
  const { group, ts } = await postCard(at, [findingOf('d1', 'critical'), findingOf('d2', 'high')], { acts });
  const plan = {
    impact: 'disruptive',
    target: 'aws:123456789012:eu-west-1',
    proposedBy: 'slack:T0SHOAL/U0ANA',
  } as const;
  const { fixes, done } = fakeFixes({ 'p-1': plan });
  at.desk = { ...at.desk, fixes };
  const planTs = await postBulletin(at, 'p-1', { acts: ['approve', 'reject', 'undo', 'stop'] });
  const allowed = async (): Promise<number> => {
    at.time.now = start + 60_000;
    return (await press(at, 1, { act: 'snooze', choice: '1h', about: group, ts })).status;
  };
  return { at, group, ts, plan: 'p-1', planTs, done, allowed };
}

/** Everything that is remembered and shown, but what tells who was refused: nonces, and answers to one person. */
function stateOf(store: string, { slack }: Office): string {
  const db = new DatabaseSync(join(store, 'state.db'), { readOnly: true });
  try {
    const tables = ['state', 'ledger'].map((name) => db.prepare(`SELECT * FROM ${name} ORDER BY 1, 2`).all());
    const shown = slack.state.messages.filter(({ ephemeralTo }) => ephemeralTo === undefined);
    return sha256(JSON.stringify([tables, shown]));
  } finally {
    db.close();
  }
}

interface Race {
  /** Uses that were refused: one of each pair. */
  readonly refused: number;
  readonly both: number;
  readonly lost: number;
}

/** Two processes use the same nonces of one store, each for a delivery of its own. */
async function racedBy(store: string, count: number): Promise<Race> {
  const child = join(import.meta.dirname, 's4-child.ts');
  const children = ['one', 'other'].map((name) => fork(child, [store, name, `${count}`], { execArgv: [] }));
  await Promise.all(children.map(async (it) => once(it, 'message')));
  const answers = children.map(async (it) => once(it, 'message'));
  for (const it of children) it.send('go');
  const taken = (await Promise.all(answers)).map(([numbers]) => new Set(numbers as number[]));
  const [one = new Set(), other = new Set()] = taken;
  const numbers = Array.from({ length: count }, (_, n) => n);
  const both = numbers.filter((n) => one.has(n) && other.has(n)).length;
  const lost = numbers.filter((n) => !one.has(n) && !other.has(n)).length;
  return { refused: 2 * count - one.size - other.size, both, lost };
}
