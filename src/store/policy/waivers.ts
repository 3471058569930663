import { canonicalJson } from '#lib/canonical';
import { shortHash } from '#lib/hash';
import type { WaiverEntry, WaiverMemory, WaiverRecord } from '#model';
import { all, type Table } from '../table.ts';

// Every write here makes `policies.stamp()` another one.
const partition = 'waivers';
const ledgerOf = (id: string): string => `waiver ${id}`;

/** A waiver as it is kept: with the place of the ledger entry that made it what it is. */
interface Kept {
  readonly waiver: WaiverRecord;
  readonly entry: string;
}

/** An entry of the ledger with the place of the one before it. An act that was written and never counted is on no chain. */
interface Written {
  readonly entry: WaiverEntry;
  readonly before?: string;
}

/** What the store remembers of waivers, on its two tables. */
export function waiversOn(state: Table, ledger: Table): WaiverMemory {
  const kept = async (id: string): Promise<{ readonly version: number; readonly body: Kept } | undefined> => {
    const item = await state.get({ partition, sort: id });
    return item && { version: item.version, body: item.body as Kept };
  };
  return {
    async all() {
      const items = await Array.fromAsync(all(state, partition));
      return items.map(({ body }) => (body as Kept).waiver);
    },
    async get(id) {
      const found = await kept(id);
      return found && { version: found.version, waiver: found.body.waiver };
    },
    async keep(entry, version) {
      const { id } = entry.waiver;
      const before = (await kept(id))?.body.entry;
      const written: Written = { entry, ...(before !== undefined && { before }) };
      const sort = `${`${version + 1}`.padStart(9, '0')} ${shortHash(canonicalJson(written), 16)}`;
      await ledger.put({ partition: ledgerOf(id), sort, version: 1, body: written });
      const body: Kept = { waiver: entry.waiver, entry: sort };
      return state.put({ partition, sort: id, version: version + 1, body, ...dueOf(entry.waiver) });
    },
    async history(id) {
      const items = await Array.fromAsync(all(ledger, ledgerOf(id)));
      const written = new Map(items.map(({ sort, body }) => [sort, body as Written]));
      const entries: WaiverEntry[] = [];
      let place = (await kept(id))?.body.entry;
      while (place !== undefined) {
        const found = written.get(place);
        if (!found) break;
        entries.unshift(found.entry);
        place = found.before;
      }
      return entries;
    },
  };
}

/** The end of what was accepted is due, so that whoever told of the finding hears that it counts again. */
const dueOf = ({ granted, ended }: WaiverRecord): { readonly due?: string } =>
  granted && ended?.kind !== 'revoked' ? { due: granted.until } : {};
