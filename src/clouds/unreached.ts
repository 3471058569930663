import type { Failure } from './sheet.ts';

/** A call that was to tell which places there are, and why it did not tell all of them. */
export interface Unreached {
  readonly api: string;
  readonly failure: Failure;
}

/** Waits for listings of places; a failed one is written down in `unread`, and what was listed before stands. */
export const listingInto =
  (unread: Unreached[], failureOf: (error: unknown) => Failure) =>
  async (api: string, what: string, listing: Promise<void>): Promise<void> => {
    try {
      await listing;
    } catch (error) {
      const { detail, ...failure } = failureOf(error);
      unread.push({ api, failure: { ...failure, detail: `${what} could not be listed. ${detail}` } });
    }
  };
