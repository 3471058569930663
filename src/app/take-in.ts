import type { EventReader } from '#model';
import type { Tracked } from './watch.ts';

/** What a delivered document came to. */
export interface Taken {
  readonly changes: readonly Tracked[];
  readonly notTracked: readonly { readonly call: string; readonly why: string }[];
  /** Why parts of it, or all of it, are no event. */
  readonly refused: readonly string[];
}

/** Reads a delivered document by the first reader whose form it has. */
export function takeIn(document: unknown, readers: readonly EventReader[]): Taken {
  for (const reader of readers) {
    const notices = reader.read(document);
    if (!notices) continue;
    return {
      changes: notices.filter((it) => it.is === 'change'),
      notTracked: notices.filter((it) => it.is === 'not-tracked'),
      refused: notices.flatMap((it) => (it.is === 'malformed' ? [it.why] : [])),
    };
  }
  return { changes: [], notTracked: [], refused: ['It has the form of no audit record that is known.'] };
}
