import { formatAddresses, isWholeInternet, type AddressSet } from './addresses.ts';

/** Sources as people read them: `the internet`, or the networks; words for what is no address come last. */
export const sourceWords = (sources: AddressSet, words: readonly string[] = []): readonly string[] => [
  ...(isWholeInternet(sources) ? ['the internet'] : formatAddresses(sources)),
  ...words,
];
