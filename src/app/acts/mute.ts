import { formatTime } from '#lib/time';
import { ShoalwatchError, type Bulletin, type StoredBulletin } from '#model';
import { mutedIn, muteAt } from '../alert/mutes.ts';
import { personOf } from '../alert/cards/person.ts';
import { withoutRendered } from './card.ts';
import { instantIn, instantOf, type ActDesk } from './desk.ts';

/** How long a message is quiet, in milliseconds. */
const lengths = { storm: 3_600_000, coverage: 7 * 86_400_000 } as const;

/**
 * Keeps a burst quiet for an hour, or a gap for seven days. Nothing is hidden: the message says who wants it so and until
 * when, it goes on counting, and what is critical has a card of its own whatever is muted.
 */
export async function mute(desk: ActDesk, about: string, by: string): Promise<string> {
  const now = desk.clock.now();
  const kept = await change(desk, about, ({ says }) => {
    const kind = kindOf(says);
    if (kind === undefined || isOver(says)) throw refused('there is nothing to mute any more');
    if (muteAt(says, now)) return undefined;
    const muted = { by: personOf(by), at: instantOf(desk), until: instantIn(desk, lengths[kind]) };
    if (kind === 'coverage') return { ...Object(says), state: 'muted', muted };
    return { ...Object(says), muted: { ...muted, count: countIn(says) } };
  });
  const until = mutedIn(kept.says)?.until ?? '';
  return kindOf(kept.says) === 'storm'
    ? `It is quiet until ${formatTime(until)}. What is critical is told of all the same.`
    : `It is quiet until ${formatTime(until)}, and speaks again then if it still cannot be read.`;
}

/** Ends a mute before its time. */
export async function unmute(desk: ActDesk, about: string): Promise<string> {
  await change(desk, about, ({ says }) => {
    if (!mutedIn(says)) return undefined;
    const { muted: _, ...rest } = Object(says) as { readonly muted?: unknown; readonly state?: string };
    return { ...rest, ...(rest.state === 'muted' && { state: 'open' }) };
  });
  return 'It is told of again.';
}

/** Takes note on the first message of a channel of who had the gravest posted. */
export const notePosted = (desk: ActDesk, about: string, by: string): Promise<Bulletin> =>
  change(desk, about, ({ says }) => ({ ...Object(says), posted: { by: personOf(by), at: instantOf(desk) } }));

/** How often a bulletin is read anew because somebody else was faster. */
const patience = 10;

/** Changes what a bulletin says, and has it drawn anew. Nothing is kept where it stays as it was. */
export async function change(
  { memory, clock, wake }: Pick<ActDesk, 'memory' | 'clock' | 'wake'>,
  id: string,
  become: (was: Bulletin) => unknown,
): Promise<Bulletin> {
  for (let left = patience; left > 0; left -= 1) {
    const stored: StoredBulletin | undefined = await memory.alerts.bulletin(id);
    if (!stored) throw refused('nothing is known of this message');
    const says = become(stored.bulletin);
    if (says === undefined) return stored.bulletin;
    const { card } = stored.bulletin;
    const next: Bulletin = { ...stored.bulletin, says, ...(card && { card: withoutRendered(card) }) };
    if (!(await memory.alerts.keepBulletin(next, stored.version, instantOf({ clock })))) continue;
    wake?.();
    return next;
  }
  throw new ShoalwatchError('store', 'others change it all the time: nothing was done', { cure: 'press once more' });
}

const fieldIn = (says: unknown, name: string): unknown =>
  typeof says === 'object' && says !== null ? Reflect.get(says, name) : undefined;

function kindOf(says: unknown): keyof typeof lengths | undefined {
  const is = fieldIn(says, 'is');
  return is === 'storm' || is === 'coverage' ? is : undefined;
}

const isOver = (says: unknown): boolean => fieldIn(says, 'calm') === true || fieldIn(says, 'state') === 'cured';

function countIn(says: unknown): number {
  const count = fieldIn(says, 'count');
  return typeof count === 'number' ? count : 0;
}

const refused = (why: string): ShoalwatchError => new ShoalwatchError('usage', why);
