import { canonicalJson } from '#lib/canonical';
import { ShoalwatchError, type Bulletin } from '#model';
import type { AlertDesk, Ground } from '../desk.ts';
import { stillMuted } from '../mutes.ts';

const patience = 20;

/** Keeps what a bulletin says, and makes it due where that is something else. Its message stays its own. */
export async function keepBulletin(
  { desk, at }: Pick<Ground, 'at'> & { readonly desk: Pick<AlertDesk, 'memory'> },
  { id, channel, says: wanted }: Omit<Bulletin, 'card'>,
  due = at,
): Promise<void> {
  const { alerts } = desk.memory;
  for (let left = patience; left > 0; left -= 1) {
    const stored = await alerts.bulletin(id);
    // Who muted it meanwhile is not overruled by what is said of it anew.
    const says = stillMuted(stored?.bulletin.says, wanted, Date.parse(at));
    if (stored?.bulletin.channel === channel && canonicalJson(stored.bulletin.says) === canonicalJson(plain(says)))
      return;
    const card = stored?.bulletin.card;
    if (await alerts.keepBulletin({ id, channel, says, ...(card && { card }) }, stored?.version ?? 0, due)) return;
  }
  throw new ShoalwatchError('store', `the bulletin ${id} is changed by others all the time`);
}

/** As it is kept: without what is undefined. */
const plain = (says: unknown): unknown => JSON.parse(JSON.stringify(says));
