import { canonicalJson } from '#lib/canonical';
import { shortHash } from '#lib/hash';
import type { GroupAct, GroupMemory, GroupRecord } from '#model';
import { all, type Table } from '../table.ts';

/** The partition of groups. */
export const groupsPlace = 'groups';

const ledgerOf = (id: string): string => `group ${id}`;

/** A group as it is kept: with the place of the ledger entry of the last act upon it. */
interface Kept {
  readonly group: GroupRecord;
  readonly entry?: string;
}

/** An act with the place of the one before it. One that was written and never counted is on no chain. */
interface Written {
  readonly act: GroupAct;
  readonly before?: string;
}

/** What the store remembers of groups and their cards, on its two tables. */
export function groupsOn(state: Table, ledger: Table): GroupMemory {
  const kept = async (id: string): Promise<{ readonly version: number; readonly body: Kept } | undefined> => {
    const item = await state.get({ partition: groupsPlace, sort: id });
    return item && { version: item.version, body: item.body as Kept };
  };
  /** The place of the last act: of a new one, once the ledger holds it. */
  const entered = async (id: string, version: number, act: GroupAct | undefined): Promise<string | undefined> => {
    const was = version === 0 ? undefined : await kept(id);
    const before = was?.body.entry;
    if (!act) return before;
    const written: Written = { act, ...(before !== undefined && { before }) };
    const sort = `${`${version + 1}`.padStart(9, '0')} ${shortHash(canonicalJson(written), 16)}`;
    await ledger.put({ partition: ledgerOf(id), sort, version: 1, body: written });
    return sort;
  };
  return {
    async get(id) {
      const found = await kept(id);
      return found && { version: found.version, group: found.body.group };
    },
    async keep(group, version, { act, due } = {}) {
      const entry = await entered(group.id, version, act);
      const body: Kept = { group, ...(entry !== undefined && { entry }) };
      const item = { partition: groupsPlace, sort: group.id, version: version + 1, body };
      return state.put({ ...item, ...(due !== undefined && { due }) });
    },
    async history(id) {
      const items = await Array.fromAsync(all(ledger, ledgerOf(id)));
      const written = new Map(items.map(({ sort, body }) => [sort, body as Written]));
      const acts: GroupAct[] = [];
      let place = (await kept(id))?.body.entry;
      while (place !== undefined) {
        const found = written.get(place);
        if (!found) break;
        acts.unshift(found.act);
        place = found.before;
      }
      return acts;
    },
  };
}
