/** Random numbers that are the same for the same seed. */
export interface Seeded {
  /** At least 0, below 1. */
  next(): number;
  /** Whole, from `least` to `most`, both included. */
  integer(least: number, most: number): number;
  /** True in this share of the cases, from 0 to 1. */
  chance(share: number): boolean;
  /** One of them. Throws a RangeError when there is none. */
  pick<T>(choices: readonly T[]): T;
  /** Lower-case hexadecimal digits. */
  hex(length: number): string;
  /** A generator of its own for a part, so that parts do not shift each other's numbers. */
  fork(name: string): Seeded;
}

export function seeded(seed: number | string): Seeded {
  const origin = typeof seed === 'number' ? seed >>> 0 : hash(seed);
  let state = origin;

  // mulberry32: one 32-bit word of state, good enough for test data.
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  const integer = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));

  return {
    next,
    integer,
    chance: (share) => next() < share,
    pick(choices) {
      const choice = choices[integer(0, choices.length - 1)];
      if (choice === undefined) throw new RangeError('nothing to pick from');
      return choice;
    },
    hex: (length) => Array.from({ length }, () => integer(0, 15).toString(16)).join(''),
    fork: (name) => seeded(`${String(origin)}/${name}`),
  };
}

// FNV-1a, 32 bits.
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}
