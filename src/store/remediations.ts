import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import { compareText } from '#lib/text';
import { ShoalwatchError } from '#model';
import type { Remediation, RemediationEntry, RemediationMemory } from '#model';
import { leasesOn } from './lease.ts';
import { all, type Table } from './table.ts';

const partition = 'remediations';

/** How often an entry is written once more, behind one that another process wrote at the same time. */
const patience = 20;

/** A remediation as it is kept: with the places of the ledger entries that made it what it is. */
interface Kept {
  readonly remediation: Remediation;
  readonly entries: readonly Place[];
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
  const kept = async (id: string) => {
    const item = await state.get({ partition, sort: id });
    return item && { version: item.version, body: item.body as Kept };
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
      const items = await Array.fromAsync(all(state, partition));
      return items
        .map(({ body }) => (body as Kept).remediation)
        .sort((a, b) => compareText(b.plan.proposedAt, a.plan.proposedAt) || compareText(a.plan.id, b.plan.id));
    },
    async keep(entry, version) {
      const was = await kept(entry.plan);
      if ((was?.version ?? 0) !== version) return false;
      const place = await append(entry);
      const body: Kept = { remediation: entry.remediation, entries: [...(was?.body.entries ?? []), place] };
      return state.put({ partition, sort: entry.plan, version: version + 1, body });
    },
    async history(id) {
      const places = (await kept(id))?.body.entries ?? [];
      const items = await Promise.all(places.map(({ chain, sort }) => ledger.get({ partition: chain, sort })));
      return items.flatMap((item) => (item ? [(item.body as Chained).entry] : []));
    },
    holds: (clock) => leasesOn(state, clock),
  };
}
