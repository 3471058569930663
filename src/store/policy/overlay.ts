import { compareText, nearest } from '#lib/text';
import { ShoalwatchError } from '#model';
import type { OverlayEntry, PolicyAct, PolicyActor } from '#model';
import { keepAct, type Acted } from './policy-acts.ts';
import { all, type Item, type Table } from '../table.ts';

/** Entries laid over the policy, one item each; an item that was lifted or dropped stays, and says so. */
export interface Overlay {
  lying(): Promise<readonly OverlayEntry[]>;
  lay(entry: OverlayEntry): Promise<void>;
  lift(id: string, by: PolicyActor): Promise<OverlayEntry>;
  drop(ids: readonly string[], version: number, by: PolicyActor): Promise<void>;
  /** Lays again what versions after this one made to drop. */
  restore(version: number, by: PolicyActor): Promise<void>;
  /** The last act of each entry. */
  acted(): Promise<readonly Acted[]>;
}

/** The partition of the entries. */
export const overlayPlace = 'policy overlay';

/** What an item holds: the entry, and what was done to it last. */
interface Laid {
  readonly entry: OverlayEntry;
  readonly last: PolicyAct;
}

export function overlayOn({ state, ledger }: { readonly state: Table; readonly ledger: Table }): Overlay {
  const items = (): Promise<Item[]> => Array.fromAsync(all(state, overlayPlace));

  const turn = async (item: Item, act: Omit<PolicyAct, 'overlay'>): Promise<boolean> => {
    const { entry } = laidIn(item);
    await keepAct(ledger, actedIn(item));
    const body: Laid = { entry, last: { ...act, overlay: entry } };
    const next = { ...item, version: item.version + 1, body };
    if (!(await state.put(next))) return false;
    await keepAct(ledger, actedIn(next));
    return true;
  };

  const lying = async (): Promise<readonly OverlayEntry[]> => {
    const entries = (await items()).filter(isLying).map((item) => laidIn(item).entry);
    return entries.sort((a, b) => compareText(a.at, b.at) || compareText(a.id, b.id));
  };

  return {
    lying,
    async lay(entry) {
      const { id, author, at, reason } = entry;
      const last: PolicyAct = { act: 'laid', author, at, reason, overlay: entry };
      const item = { partition: overlayPlace, sort: id, version: 1, body: { entry, last } satisfies Laid };
      if (!(await state.put(item))) {
        throw new ShoalwatchError('store', `an overlay entry ${id} is there already`, {
          cure: 'shoalwatch policy overlay',
        });
      }
      await keepAct(ledger, actedIn(item));
    },
    async lift(id, by) {
      const item = await state.get({ partition: overlayPlace, sort: id });
      if (!item || !isLying(item)) throw noSuch(id, await lying());
      if (await turn(item, { act: 'lifted', ...by })) return laidIn(item).entry;
      throw new ShoalwatchError('store', `the overlay entry ${id} was changed at the same time`, {
        cure: 'look at shoalwatch policy history, and ask once more',
      });
    },
    async drop(ids, version, by) {
      const wanted = (await items()).filter((item) => ids.includes(item.sort) && isLying(item));
      // Whoever was faster has ended it, too.
      for (const item of wanted) await turn(item, { act: 'dropped', version, ...by });
    },
    async restore(version, by) {
      for (const item of await items()) {
        const { last } = laidIn(item);
        if (last.act === 'dropped' && (last.version ?? 0) > version) await turn(item, { act: 'laid', version, ...by });
      }
    },
    acted: async () => (await items()).map(actedIn),
  };
}

const laidIn = ({ body }: Item): Laid => body as Laid;

const isLying = (item: Item): boolean => laidIn(item).last.act === 'laid';

const actedIn = (item: Item): Acted => ({
  act: laidIn(item).last,
  of: `3 overlay ${item.sort} ${item.version.toString().padStart(9, '0')}`,
});

function noSuch(id: string, lying: readonly OverlayEntry[]): ShoalwatchError {
  const meant = nearest(
    id,
    lying.map((it) => it.id),
  );
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  return new ShoalwatchError('usage', `no overlay entry "${id}" lies over the policy.${hint}`, {
    cure: 'shoalwatch policy overlay lists them',
  });
}
