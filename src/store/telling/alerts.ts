import type { AlertMemory, Bulletin, Channel, DueCard } from '#model';
import { groupsPlace } from './groups.ts';
import { newsOn } from './news.ts';
import { allDue, type Table } from '../table.ts';

/** The partition of messages that speak of no group. */
export const bulletinsPlace = 'bulletins';
const channelsPlace = 'channels';
const kinds: Readonly<Record<string, DueCard['is']>> = { [groupsPlace]: 'group', [bulletinsPlace]: 'bulletin' };

/** What the store remembers of telling people. */
export function alertsOn(state: Table): AlertMemory {
  return {
    ...newsOn(state),
    async due(at) {
      const due = await Array.fromAsync(allDue(state, at));
      return due.flatMap(({ partition, sort: id, due: when }): readonly DueCard[] => {
        const is = kinds[partition];
        return is ? [{ is, id, due: when }] : [];
      });
    },
    async bulletin(id) {
      const item = await state.get({ partition: bulletinsPlace, sort: id });
      return item && { version: item.version, bulletin: item.body as Bulletin };
    },
    keepBulletin: (bulletin, version, due) =>
      state.put({
        ...{ partition: bulletinsPlace, sort: bulletin.id, version: version + 1, body: bulletin },
        ...(due !== undefined && { due }),
      }),
    async channel(id) {
      const item = await state.get({ partition: channelsPlace, sort: id });
      return item && { version: item.version, channel: item.body as Channel };
    },
    keepChannel: (channel, version) =>
      state.put({ partition: channelsPlace, sort: channel.id, version: version + 1, body: channel }),
  };
}
