import { canonicalJson } from '#lib/canonical';
import { parseInstant } from '#lib/time';
import type { BilledDenial, BillHead, BillMemory, Instant, RiskEvidence } from '#model';
import { heldBy, namelessAmong } from './bill-evidence.ts';

type Asks = BilledDenial['asks'];

/** What bills say of something that is denied, before anybody judges it. */
export type Answer = Pick<RiskEvidence, 'heldFlaws' | 'heldPackages'>;

/** What bills say as long as the same ones count. */
export interface AskedBills {
  heads(): Promise<readonly BillHead[]>;
  /** The bills of images whose flaws are not all known by a CVE id. */
  nameless(): Promise<ReadonlySet<string>>;
  answer(asks: Asks): Promise<Answer>;
}

/**
 * For how long it is believed that no other bills count, in milliseconds: an import that died right before it could say so is
 * noticed then.
 */
const longest = 10 * 60_000;

/**
 * Asks bills anew where others count than before, and knows the answers as long as the same do. Whether the flaws that a bill
 * lists have names never changes, and is asked once.
 */
export function askedBills(bills: BillMemory): (at: Instant) => Promise<AskedBills> {
  const named = new Map<string, boolean>();
  let last: { readonly turn: string; readonly at: Instant; readonly asked: AskedBills } | undefined;
  return async (at) => {
    // Before anything else is asked: what comes to count meanwhile is another turn.
    const turn = await bills.turn();
    if (last?.turn !== turn || !isNear(last.at, at)) last = { turn, at, asked: askedOnce(bills, named) };
    return last.asked;
  };
}

/** Either way: an instant may be asked for that was. */
function isNear(one: Instant, other: Instant): boolean {
  const [a, b] = [parseInstant(one), parseInstant(other)];
  return a !== undefined && b !== undefined && Math.abs(a - b) < longest;
}

function askedOnce(bills: BillMemory, named: Map<string, boolean>): AskedBills {
  const [ofHeads, ofNames, answers] = [once<readonly BillHead[]>(), once<ReadonlySet<string>>(), once<Answer>()];
  const heads = (): Promise<readonly BillHead[]> => ofHeads('all', () => bills.heads());
  return {
    heads,
    nameless: () =>
      ofNames('all', async () => {
        const current = await heads();
        const ids = new Set(current.map(({ id }) => id));
        for (const id of named.keys()) if (!ids.has(id)) named.delete(id);
        return namelessAmong(current, bills, isJoined, named);
      }),
    answer: (asks) => answers(canonicalJson(asks), () => heldBy(asks, bills)),
  };
}

/** Does work once for each key; what failed is done again. */
function once<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const done = new Map<string, Promise<T>>();
  return (key, work) => {
    const known = done.get(key);
    if (known) return known;
    const now = work();
    done.set(key, now);
    now.catch(() => done.delete(key));
    return now;
  };
}

const isJoined = ({ subject }: BillHead): boolean => subject.digests.length > 0;
