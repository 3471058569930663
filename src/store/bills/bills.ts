import { canonicalJson } from '#lib/canonical';
import { parseInstant } from '#lib/time';
import { ShoalwatchError, type Bill, type BillHead, type BillKept, type BillMemory, type Instant } from '#model';
import { abreast } from '#lib/abreast';
import {
  bodiesAt,
  digestPlace,
  emptied,
  entriesOf,
  flawPlace,
  lastPart,
  namePlace,
  namesOf,
  packagesPlace,
  slotIn,
  slotOf,
  type FlawEntry,
  type PackageEntry,
} from './bill-index.ts';
import { billCounted, billHeads, billPlace, headIn, underWayIn, type Head, type UnderWay } from './bill-heads.ts';
import type { Files } from '../files.ts';
import { kept } from '../lost.ts';
import { billsTurn, stampOf } from './stamp.ts';
import { all, type Item, type Key, type Table } from '../table.ts';

/** The ports that bills are written on. */
interface Ports {
  readonly state: Table;
  readonly files: Files;
  /** How many writes are under way at once. */
  readonly width: number;
}

/** How often a bill is kept anew when another process keeps one of the same subject meanwhile. */
const attempts = 20;

/**
 * Bills on the ports: each is a file that stays, and of the current ones there are items by package, by flaw and by
 * digest. A bill is written first, then that its items are under way, then these, then its head: where one died on
 * the way the bill itself is read until it is kept again.
 */
export function billsOn({ state, files, width }: Ports): BillMemory {
  const named = new Set<string>();
  const read = async (id: string): Promise<Bill | undefined> => {
    const body = await files.get(billPlace(id));
    return body === undefined ? undefined : (JSON.parse(body) as Bill);
  };
  const headAt = async (slot: string): Promise<Item | undefined> => state.get({ partition: billHeads, sort: slot });

  return {
    bill: read,
    async keep(bill, at) {
      await files.put(billPlace(bill.id), canonicalJson(bill));
      for (let turn = 0; turn < attempts; turn += 1) {
        const done = await attempt(bill, at);
        if (done !== undefined) return done;
      }
      throw new ShoalwatchError('store', `others keep writing bills of ${bill.subject.name}`, {
        cure: 'import it again',
      });
    },
    heads: async () => (await Array.fromAsync(all(state, billHeads))).flatMap((item) => headIn(item) ?? []),
    async headsOf(digest) {
      const found = await current(digestPlace(digest), () => ({}));
      return found.map(({ bill }) => bill);
    },
    async holding(ecosystem, name) {
      const found = await current(packagesPlace(ecosystem, name), (body) => body as PackageEntry);
      return joined(found, (parts) => ({ versions: parts.flatMap(({ versions }) => versions) }));
    },
    async flawed(flaw) {
      const found = await current(flawPlace(flaw), (body) => body as FlawEntry);
      return joined(found, (parts) => ({ flaws: parts.flatMap(({ flaws }) => flaws) }));
    },
    turn: () => stampOf(state, [billsTurn]),
    async named(name) {
      const items = await Array.fromAsync(all(state, namePlace(name)));
      return items.map(({ body }) => body as Pick<Bill['packages'][number], 'ecosystem' | 'name'>);
    },
  };

  /**
   * What the items of a place say, with the heads of their bills. Where a bill is being written, or a process died over
   * it, items may say too little and too much: then the bill itself is read.
   */
  async function current<T extends object>(partition: string, said: (body: unknown) => T) {
    const items = await Array.fromAsync(all(state, partition));
    const slots = [...new Set(items.map(({ sort }) => slotIn(sort)))];
    const found = new Map((await abreast(slots, width, headAt)).map((item) => [item?.sort, item]));
    const answers = await abreast([...Map.groupBy(items, ({ sort }) => slotIn(sort))], width, async ([slot, own]) => {
      const bill = headIn(found.get(slot));
      if (!bill) return [];
      const isWritten = underWayIn(found.get(slot)).length > 0;
      const bodies = isWritten ? bodiesAt(await whole(bill.id), partition) : own.map(({ body }) => body);
      return bodies.filter((body) => body !== emptied).map((body) => ({ bill, ...said(body) }));
    });
    return answers.flat();
  }

  async function whole(id: string): Promise<Bill> {
    return JSON.parse(await kept(files, billPlace(id), 'it is the bill that counts')) as Bill;
  }

  /** Undefined where another process was faster. */
  async function attempt(bill: Bill, at: Instant): Promise<BillKept | undefined> {
    const slot = slotOf(bill);
    const item = await headAt(slot);
    const head = headIn(item);
    const wasUnderWay = underWayIn(item);
    const wasCounted = await state.get({ partition: billCounted, sort: bill.id });
    const count = (): Promise<boolean> =>
      state.put({ partition: billCounted, sort: bill.id, version: (wasCounted?.version ?? 0) + 1, body: { at } });
    if (head?.id === bill.id) {
      if (wasUnderWay.length > 0) await turn();
      await settle(slot, bill.id);
      if (!wasCounted) await count();
      return 'known';
    }
    if (head && (wasCounted || isBefore(bill.madeAt, head.madeAt))) {
      await settle(slot, bill.id);
      return 'older';
    }
    const others = wasUnderWay.filter(({ id }) => id !== bill.id);
    const mine: UnderWay = { id: bill.id, ...(head && { over: head.id }) };
    const begun = await begin(slot, item, [...others, mine]);
    if (begun === undefined) return undefined;
    const isSure = wasUnderWay.length === 0;
    const old = head && isSure ? entriesOf(await whole(head.id)) : new Map<string, never>();
    await writeAll([...entriesOf(bill)].filter(([place, { body }]) => !isSame(body, old.get(place)?.body)));
    await abreast(bill.packages.flatMap(namesOf), width, ({ ecosystem, name }) => remember(ecosystem, name));
    const next: Head = { ...headOf(bill, at), ...(!(isSure && !head) && { underWay: [...others, mine] }) };
    if (!(await state.put({ partition: billHeads, sort: slot, version: begun + 1, body: next }))) return undefined;
    await count();
    await turn();
    await settle(slot, bill.id, isSure ? begun + 1 : undefined);
    return 'new';
  }

  /** Says that other bills count. Where another process is faster, it says so after this one's bill counted. */
  async function turn(): Promise<void> {
    const key = { partition: billsTurn, sort: 'last' };
    const item = await state.get(key);
    await state.put({ ...key, version: (item?.version ?? 0) + 1, body: {} });
  }

  /** Says in the head whose items are being written. Answers the version of the head. */
  async function begin(slot: string, item: Item | undefined, underWay: readonly UnderWay[]) {
    const version = item?.version ?? 0;
    if (isSame(underWayIn(item), underWay)) return version;
    const body = { ...(item?.body as Head | undefined), underWay };
    return (await state.put({ partition: billHeads, sort: slot, version: version + 1, body }))
      ? version + 1
      : undefined;
  }

  /**
   * Ends what was begun for a bill: the items say what the bill that counts by now says, and nothing of what it and the
   * one before it left. At the version that is given nobody else has written any.
   */
  async function settle(slot: string, id: string, sure?: number): Promise<void> {
    for (let turn = 0; turn < attempts; turn += 1) {
      const item = await headAt(slot);
      const head = headIn(item);
      const mine = underWayIn(item).find((it) => it.id === id);
      if (!item || !head || !mine) return;
      const entries = entriesOf(await whole(head.id));
      if (item.version !== sure) await writeAll([...entries]);
      for (const left of [mine.id, mine.over]) {
        const own = left === undefined || left === head.id ? [] : entriesOf(await whole(left));
        const gone = [...own].filter(([place]) => !entries.has(place));
        await writeAll(gone.map(([place, { key }]): Written => [place, { key, body: emptied }]));
      }
      const underWay = underWayIn(item).filter((it) => it.id !== id);
      const { underWay: _, ...rest } = item.body as Head;
      const body: Head = { ...rest, ...(underWay.length > 0 && { underWay }) };
      if (await state.put({ partition: billHeads, sort: slot, version: item.version + 1, body })) return;
    }
  }

  function writeAll(entries: readonly Written[]): Promise<unknown> {
    return abreast(entries, width, ([, { key, body }]) => put(key, body));
  }

  async function put(key: Key, body: unknown): Promise<void> {
    if (await state.put({ ...key, version: 1, body })) return;
    const item = await state.get(key);
    if (item && !isSame(item.body, body)) await state.put({ ...key, version: item.version + 1, body });
  }

  async function remember(ecosystem: string, name: string): Promise<void> {
    const whole = `${ecosystem}/${name}`;
    if (named.has(whole)) return;
    if (named.size >= mostRemembered) named.clear();
    named.add(whole);
    for (const called of new Set([lastPart(name), name])) {
      const sort = packagesPlace(ecosystem, name).slice(0, 400);
      await state.put({ partition: namePlace(called), sort, version: 1, body: { ecosystem, name } });
    }
  }
}

/** Names that were just written need no second write. */
const mostRemembered = 50_000;

/** An item with its place. */
type Written = readonly [string, { readonly key: Key; readonly body: unknown }];

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null);

function isBefore(one: Instant | undefined, other: Instant | undefined): boolean {
  const [a, b] = [parseInstant(one ?? ''), parseInstant(other ?? '')];
  return a !== undefined && b !== undefined && a < b;
}

function headOf({ packages, flaws, ...rest }: Bill, keptAt: Instant): BillHead {
  return { ...rest, packages: packages.length, flaws: flaws.length, keptAt };
}

/** One answer for each bill, whose items may be several. */
function joined<T extends { readonly bill: BillHead }, R>(
  found: readonly T[],
  join: (parts: readonly T[]) => R,
): readonly (R & { readonly bill: BillHead })[] {
  return [...Map.groupBy(found, ({ bill }) => bill.id).values()].flatMap((parts) => {
    const [first] = parts;
    return first ? [{ bill: first.bill, ...join(parts) }] : [];
  });
}
