import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import { compareText } from '#lib/text';
import { ShoalwatchError } from '#model';
import type { Remediation, RemediationEntry, RemediationMemory } from '#model';
import { leasesOn } from '../lease.ts';
import { all, allDue, type Item, type Table } from '../table.ts';

/** The partition of remediations: one that somebody has to be told of is due. */
export const remediationsPlace = 'remediations';

/** How often an entry is written once more, behind one that another process wrote at the same time. */
const patience = 20;

/** A remediation as it is kept: with the places of the ledger entries that made it what it is. */
interface Kept {
  readonly remediation: Remediation;
  readonly entries: readonly Place[];
  /** How many steps made it: that it was laid aside is none, and is no conflict with one. */
  readonly steps?: number;
}

interface Found {
  readonly item: Item;
  readonly body: Kept;
  readonly version: number;
}

/** The chain that an entry stands on, and its number there. */
interface Place {
  readonly chain: string;
  readonly sort: string;
}

/** An entry of a chain with the digest of the one before it; the first has none. */
export interface Chained {
  readonly entry: RemediationEntry;
  readonly before: string | null;
}

/** The chain of a target and month: entries 1, 2, 3 ..., each with the digest of the one before. */
export const chainOf = (target: string, at: string): string => `remediations ${target} ${at.slice(0, 7)}`;

/** The digest by which the next entry names this one. */
export const digestOf = (body: Chained): string => sha256(canonicalJson(body)).slice(0, 32);

/**
 * What the store remembers of remediations, on its two tables. An entry that was written and never counted, because the
 * process died or another one was faster, stays on its chain and is in the history of none.
 */
export function remediationsOn(state: Table, ledger: Table): RemediationMemory {
  const kept = async (id: string): Promise<Found | undefined> => {
    const item = await state.get({ partition: remediationsPlace, sort: id });
    if (!item) return undefined;
    const body = item.body as Kept;
    return { item, body, version: body.steps ?? item.version };
  };

  const append = async (entry: RemediationEntry): Promise<Place> => {
    const chain = chainOf(entry.target, entry.at);
    for (let left = patience; left > 0; left -= 1) {
      const { items } = await ledger.query(chain, '', { limit: 1, newestFirst: true });
      const last = items[0];
      const sort = `${Number(last?.sort ?? 0) + 1}`.padStart(9, '0');
      const body: Chained = { entry, before: last ? digestOf(last.body as Chained) : null };
      if (await ledger.put({ partition: chain, sort, version: 1, body })) return { chain, sort };
    }
    throw new ShoalwatchError('store', `the ledger of ${entry.target} is written by others all the time`, {
      cure: 'see which other fixes run there, and ask once more',
    });
  };

  return {
    async get(id) {
      const found = await kept(id);
      return found && { version: found.version, remediation: found.body.remediation };
    },
    async all() {
      const items = await Array.fromAsync(all(state, remediationsPlace));
      return items
        .map(({ body }) => (body as Kept).remediation)
        .sort((a, b) => compareText(b.plan.proposedAt, a.plan.proposedAt) || compareText(a.plan.id, b.plan.id));
    },
    async keep(entry, version) {
      const was = await kept(entry.plan);
      if ((was?.version ?? 0) !== version) return false;
      const place = await append(entry);
      const { plan: sort, at: due, remediation } = entry;
      const body: Kept = { remediation, entries: [...(was?.body.entries ?? []), place], steps: version + 1 };
      for (let now = was; (now?.version ?? 0) === version; now = await kept(sort)) {
        const item = { partition: remediationsPlace, sort, version: (now?.item.version ?? 0) + 1, body, due };
        if (await state.put(item)) return true;
      }
      return false;
    },
    async history(id) {
      const places = (await kept(id))?.body.entries ?? [];
      const items = await Promise.all(places.map(({ chain, sort }) => ledger.get({ partition: chain, sort })));
      return items.flatMap((item) => (item ? [(item.body as Chained).entry] : []));
    },
    async moved(at) {
      const due = await Array.fromAsync(allDue(state, at));
      const ids = due.flatMap(({ partition, sort }) => (partition === remediationsPlace ? [sort] : []));
      const found = await Promise.all(ids.map(kept));
      return found.flatMap((it) =>
        it?.item.due === undefined ? [] : [{ version: it.version, remediation: it.body.remediation, at: it.item.due }],
      );
    },
    async dealt(id, version) {
      const found = await kept(id);
      if (found?.version !== version || found.item.due === undefined) return;
      const { due: _, ...item } = found.item;
      // Where a step came first it is looked at with that step.
      await state.put({ ...item, version: item.version + 1, body: { ...found.body, steps: version } });
    },
    holds: (clock) => leasesOn(state, clock),
  };
}
