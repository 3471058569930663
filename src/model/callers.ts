import type { Instant } from './rule.ts';

/** Somebody who called a Kubernetes API lately. */
export interface Caller {
  readonly address: string;
  readonly who: string;
}

/** Who called a Kubernetes API, as its audit log tells, or why that is not known. */
export type Callers =
  | {
      readonly is: 'read';
      readonly since: Instant;
      readonly seen: readonly Caller[];
      /** Why there may be others; absent where all were read. */
      readonly more?: string;
    }
  | { readonly is: 'unread'; readonly why: string; readonly cure: string };
