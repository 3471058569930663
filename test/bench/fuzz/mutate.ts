import type { Seeded } from '../../sim/seeded.ts';
import { hostileSeeds } from '../../support/hostile.ts';

/** Text with a few places changed, as a broken disk, a careless hand or an attacker would change it. */
export function mutateText(text: string, random: Seeded): string {
  let changed = text;
  for (let turns = random.integer(1, 5); turns > 0; turns -= 1) changed = random.pick(textChanges)(changed, random);
  return changed;
}

type TextChange = (text: string, random: Seeded) => string;

const tokens = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ':',
  ',',
  '*',
  '&a',
  '\u0000',
  '\ud800',
  '\n',
  '\t',
  '- ',
  '/',
  '0',
  '-1',
  '1e309',
];

const textChanges: readonly TextChange[] = [
  (text, random) => splice(text, random, 1, ''),
  (text, random) => splice(text, random, random.integer(1, 40), ''),
  (text, random) => splice(text, random, 0, random.pick(tokens)),
  (text, random) => splice(text, random, 1, random.pick(tokens)),
  (text, random) => splice(text, random, 0, random.pick(hostileSeeds)),
  (text, random) => splice(text, random, 0, random.pick(tokens).repeat(random.integer(2, 300))),
  (text, random) => text.slice(0, random.integer(0, text.length)),
  (text, random) => {
    const from = random.integer(0, text.length);
    return splice(text, random, 0, text.slice(from, from + random.integer(1, 80)));
  },
  (text, random) => splice(text, random, 1, String.fromCharCode(random.integer(0, 0xffff))),
];

function splice(text: string, random: Seeded, cut: number, put: string): string {
  const at = random.integer(0, text.length);
  return text.slice(0, at) + put + text.slice(at + cut);
}

/** A value with one place in it changed: taken out, emptied, of another type, far too long, twice, or turned around. */
export function mutateValue(value: unknown, random: Seeded): unknown {
  if (isContainer(value) && random.chance(0.9)) {
    const keys = Object.keys(value);
    if (keys.length === 0) return random.pick(odd)(random);
    const key = random.pick(keys);
    if (Array.isArray(value)) return mutateList(value, Number(key), random);
    const entries = Object.entries(value);
    if (random.chance(0.08)) return Object.fromEntries(entries.filter(([name]) => name !== key));
    return Object.fromEntries(entries.map(([name, one]) => [name, name === key ? mutateValue(one, random) : one]));
  }
  if (typeof value === 'string' && random.chance(0.6)) return mutateText(value, random);
  return random.pick(odd)(random);
}

function mutateList(list: readonly unknown[], at: number, random: Seeded): unknown[] {
  const turn = random.integer(0, 9);
  if (turn === 0) return list.filter((_, i) => i !== at);
  if (turn === 1) return [...list, list[at]];
  if (turn === 2) return list.toReversed();
  return list.map((one, i) => (i === at ? mutateValue(one, random) : one));
}

const odd: readonly ((random: Seeded) => unknown)[] = [
  () => null,
  () => undefined,
  () => '',
  () => 0,
  () => -1,
  () => Number.MAX_SAFE_INTEGER,
  () => true,
  () => [],
  () => ({}),
  () => [null],
  () => [[]],
  () => ({ __proto__: null, constructor: 'x', length: -1 }),
  (random) => random.pick(hostileSeeds),
  (random) => random.pick(['a', '*', '*a', '0.0.0.0/0,', '?*']).repeat(random.integer(100, 5000)),
];

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;
