import type { Type } from '#model';
import type { Read, Sheet } from '../sheet.ts';

/** An object that is read by its address; `own` is what the address ends with, behind the kind of object. */
export interface Named {
  readonly type: Type;
  readonly id: string;
  readonly own: string;
}

/** What is read again, by the names of the types. */
export interface Extent {
  /** Types of which all is read. */
  readonly whole: ReadonlySet<string>;
  /** Types that these and the named objects lead to. */
  readonly led: ReadonlySet<string>;
}

/**
 * A sheet on which a failed read is a gap of nothing but what is read again. A cluster that is described only for its
 * add-ons is none itself, and what an untouched type would have led to stays as it was.
 */
export function narrowedTo({ whole, led }: Extent, sheet: Sheet): Sheet {
  const narrow = <R extends Read>(read: R): R => ({
    ...read,
    types: read.types.filter(({ name }) => whole.has(name) || led.has(name)),
    leads: (read.leads ?? []).filter(({ name }) => whole.has(name)),
  });
  return {
    ...sheet,
    list: (read, work) => sheet.list(narrow(read), work),
    listEach: (read, parents, work) => sheet.listEach(narrow(read), parents, work),
    one: (read, work) => sheet.one(narrow(read), work),
    each: (read, parents, work) => sheet.each(narrow(read), parents, work),
  };
}

/** A sheet on which a failed read is a gap on each of the objects that it was made for, and on nothing else. */
export function onAddresses(objects: readonly Named[], sheet: Sheet): Sheet {
  const one = async ({ api }: Read, work: () => Promise<void>): Promise<void> => {
    const made = work();
    await Promise.all(objects.map(({ type, id }) => sheet.one({ api, types: [type], address: id }, () => made)));
  };
  const each = async <P>(read: Read, parents: readonly P[], work: (parent: P) => Promise<void>): Promise<void> => {
    await Promise.all(parents.map((parent) => one(read, () => work(parent))));
  };
  return { ...sheet, list: one, listEach: each, one, each };
}
