import { canonicalJson } from '#lib/canonical';
import { parseInstant } from '#lib/time';
import { ShoalwatchError, type Bill, type BillHead, type BillKept, type BillMemory, type Instant } from '#model';
import { abreast } from './abreast.ts';
import {
  digestPlace,
  emptied,
  entriesOf,
  flawPlace,
  lastPart,
  namePlace,
  packagesPlace,
  slotIn,
  slotOf,
  type FlawEntry,
  type PackageEntry,
} from './bill-index.ts';
import type { Files } from './files.ts';
import { all, type Item, type Key, type Table } from './table.ts';

/** The ports that bills are written on. */
interface Ports {
  readonly state: Table;
  readonly files: Files;
  /** How many writes are under way at once. */
  readonly width: number;
}

const heads = 'bills';
/** Bills that have been current. */
const counted = 'bills counted';
const placeOf = (id: string): string => `bills/${id.slice(0, 2)}/${id}.json`;

/** How often a bill is kept anew when another process keeps one of the same subject meanwhile. */
const attempts = 5;

/**
 * Bills on the ports: each is a file that stays, and of the current ones there are items by package, by flaw and by
 * digest. A bill is written first, then its items, then its head: one that died on the way is kept whole the next time.
 */
export function billsOn({ state, files, width }: Ports): BillMemory {
  const named = new Set<string>();
  const read = async (id: string): Promise<Bill | undefined> => {
    const body = await files.get(placeOf(id));
    return body === undefined ? undefined : (JSON.parse(body) as Bill);
  };
  const headAt = async (slot: string): Promise<Item | undefined> => state.get({ partition: heads, sort: slot });

  return {
    bill: read,
    async keep(bill, at) {
      await files.put(placeOf(bill.id), canonicalJson(bill));
      for (let turn = 0; turn < attempts; turn += 1) {
        const kept = await attempt(bill, at);
        if (kept !== undefined) return kept;
      }
      throw new ShoalwatchError('store', `others keep writing bills of ${bill.subject.name}`, {
        cure: 'import it again',
      });
    },
    async heads() {
      const items = await Array.fromAsync(all(state, heads));
      return items.map(({ body }) => body as BillHead);
    },
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
    async named(name) {
      const items = await Array.fromAsync(all(state, namePlace(name)));
      return items.map(({ body }) => body as Pick<Bill['packages'][number], 'ecosystem' | 'name'>);
    },
  };

  /** What the items of a place say, with the heads of their bills; a bill that is being written has none yet. */
  async function current<T extends object>(partition: string, said: (body: unknown) => T) {
    const items = await Array.fromAsync(all(state, partition));
    const live = items.filter(({ body }) => body !== emptied);
    const slots = [...new Set(live.map(({ sort }) => slotIn(sort)))];
    const found = new Map((await abreast(slots, width, headAt)).map((item) => [item?.sort, item?.body as BillHead]));
    return live.flatMap(({ sort, body }) => {
      const bill = found.get(slotIn(sort));
      return bill ? [{ bill, ...said(body) }] : [];
    });
  }

  /** Undefined where another process was faster. */
  async function attempt(bill: Bill, at: Instant): Promise<BillKept | undefined> {
    const slot = slotOf(bill);
    const item = await headAt(slot);
    const head = item?.body as BillHead | undefined;
    if (head?.id === bill.id) {
      await state.put({ partition: counted, sort: bill.id, version: 1, body: { at } });
      return 'known';
    }
    const wasCounted = await state.get({ partition: counted, sort: bill.id });
    if (head && (wasCounted || isBefore(bill.madeAt, head.madeAt))) return 'older';
    await write(bill, head && (await read(head.id)));
    const version = (item?.version ?? 0) + 1;
    if (!(await state.put({ partition: heads, sort: slot, version, body: headOf(bill, at) }))) return undefined;
    await state.put({ partition: counted, sort: bill.id, version: (wasCounted?.version ?? 0) + 1, body: { at } });
    return 'new';
  }

  /** Makes the items of one bill those of another. What both say is left as it is. */
  async function write(bill: Bill, before: Bill | undefined): Promise<void> {
    const entries = entriesOf(bill);
    const old = before && slotOf(before) === slotOf(bill) ? entriesOf(before) : new Map<string, never>();
    const gone = [...old].filter(([place]) => !entries.has(place)).map(([, { key }]) => ({ key, body: emptied }));
    const changed = [...entries].filter(([place, { body }]) => !isSame(body, old.get(place)?.body));
    await abreast([...changed.map(([, entry]) => entry), ...gone], width, ({ key, body }) => put(key, body));
    await abreast(bill.packages, width, ({ ecosystem, name }) => remember(ecosystem, name));
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
