import type { Change } from '#model';
import type { Seeded } from '../../../sim/seeded.ts';
import { place, type Gate } from './gates.ts';

/** What a person changes at a gate. */
export function humanChange(random: Seeded, { guests, keys, open }: Gate): Partial<Gate> {
  switch (random.integer(0, 3)) {
    case 0:
      return { open: !open };
    case 1:
      return { guests: [...guests, `guest-${random.integer(1, 1e6)}`] };
    case 2:
      return { keys: [...keys, `key-${random.integer(1, 1e6)}`] };
    default:
      return { tags: { note: random.hex(4) } };
  }
}

/** What the audit log tells of a change of the gate. */
export const recordOf = (now: number, id: number, actor = 'ann@example.com') => {
  const change: Change = {
    ...{ eventId: `e-${id}`, provider: 'aws', actor, call: 'gates:ChangeGate', at: new Date(now).toISOString() },
    ...{ origin: 'console', touched: [{ target: place.id, type: 'gate', id: 'g1' }] },
  };
  return {
    ...{ change, state: 'settled' as const, reads: 1, before: [], after: [] },
    ...{ announced: [], opened: [], closed: [] },
  };
};
