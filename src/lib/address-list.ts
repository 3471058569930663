import { parseAddresses, unionAll, type AddressSet } from './addresses.ts';

/** Reads a list of CIDR blocks and addresses: the union of those that are, and the entries that are something else. */
export function parseAddressList(texts: readonly string[]): { set: AddressSet; others: readonly string[] } {
  const parsed = texts.map((text) => ({ text, set: parseAddresses(text) }));
  return {
    set: unionAll(parsed.flatMap(({ set }) => set ?? [])),
    others: parsed.flatMap(({ text, set }) => (set ? [] : [text])),
  };
}
