import { plural } from '#lib/text';
import { ShoalwatchError, type GroupRecord, type Policy } from '#model';
import { groupOf } from '../alert/group-of.ts';
import { instantOf, type ActDesk } from './desk.ts';
import { notePosted } from './mute.ts';

/**
 * Gives what the first message of a channel lists first cards of their own. What the routes tell of in the digest alone
 * stays there, and what is over needs none.
 */
export async function postTop(
  desk: ActDesk,
  about: string,
  { by, policy }: { readonly by: string; readonly policy: Policy },
): Promise<string> {
  const stored = await desk.memory.alerts.bulletin(about);
  const listed = leadsIn(stored?.bulletin.says);
  if (listed.length === 0) throw new ShoalwatchError('usage', 'this message lists nothing');
  const found = (await desk.memory.findingsOf(listed)).filter(({ status }) => status === 'open');
  const groups = new Set(found.map((it) => groupOf(it, policy.notify?.slack?.groupBy).id));
  let posted = 0;
  for (const group of groups) if (await spoken(desk, group, about)) posted += 1;
  await notePosted(desk, about, by);
  if (groups.size === 0) return 'None of them is open any more: nothing is posted.';
  const rest = groups.size - posted;
  const others =
    rest === 0
      ? ''
      : ` ${plural(rest, 'other')} ${rest === 1 ? 'has a card, or is' : 'have cards, or are'} told of in the digest alone.`;
  return posted === 0 ? `Nothing is posted.${others}` : `${plural(posted, 'card')} will be posted below.${others}`;
}

/** The findings that a first message lists. */
function leadsIn(says: unknown): readonly string[] {
  if (typeof says !== 'object' || says === null || !('top' in says) || !Array.isArray(says.top)) return [];
  return says.top.flatMap((lead: unknown) =>
    typeof lead === 'object' && lead !== null && 'finding' in lead && typeof lead.finding === 'string'
      ? [lead.finding]
      : [],
  );
}

const patience = 10;

/** Lets a group speak for itself that a bulletin told of. False where the bulletin does not speak for it. */
async function spoken(desk: ActDesk, id: string, bulletin: string): Promise<boolean> {
  const at = instantOf(desk);
  for (let left = patience; left > 0; left -= 1) {
    const stored = await desk.memory.groups.get(id);
    const group = stored && withCardOfItsOwn(stored.group, bulletin, at);
    if (!group) return false;
    if (!(await desk.memory.groups.keep(group, stored.version, { due: at }))) continue;
    desk.wake?.();
    return true;
  }
  throw new ShoalwatchError('store', 'others change it all the time: nothing was done', { cure: 'press once more' });
}

function withCardOfItsOwn(group: GroupRecord, bulletin: string, at: string): GroupRecord | undefined {
  const isTold = (card: GroupRecord['cards'][number]): boolean => card.within === bulletin && card.closed === undefined;
  const told = group.cards.filter(isTold);
  if (told.length === 0) return undefined;
  const since = new Set(told.map(({ posted }) => posted));
  return {
    ...group,
    cards: group.cards.map((card) => (isTold(card) ? { ...card, closed: at } : card)),
    // It has not opened once more by being told of once more.
    opened: group.opened.filter((it) => !since.has(it)),
  };
}
