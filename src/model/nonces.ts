import type { Instant } from './rule.ts';

/**
 * How a nonce was found: free, and now taken; taken by the same delivery, which did not end (`again`) or did (`done`); or
 * used by another one.
 */
export type Taking = 'taken' | 'again' | 'done' | 'used';

/** What may be used once, until it may be forgotten. */
export interface Nonces {
  /** Takes a name for a delivery. Of two at once one has it. */
  take(name: string, by: string, until: Instant): Promise<Taking>;
  /** Notes that what it was taken for has been done. */
  done(name: string, by: string, until: Instant): Promise<void>;
}
