import { canonicalJson } from '#lib/canonical';
import type { EventReader, Notice } from '#model';

/** A tracked change as an event reader gives it. */
export type Tracked = Extract<Notice, { readonly is: 'change' }>;

/** What a delivered document came to. */
export interface Taken {
  readonly changes: readonly Tracked[];
  readonly notTracked: readonly { readonly call: string; readonly why: string }[];
  /** Why parts of it, or all of it, are no event. */
  readonly refused: readonly string[];
}

/** The largest change that is remembered, in characters of JSON: the clouds' own are far below. */
const largest = 16 * 1024;

/** Reads a delivered document by the first reader whose form it has. */
export function takeIn(document: unknown, readers: readonly EventReader[]): Taken {
  for (const reader of readers) {
    const notices = reader.read(document);
    if (!notices) continue;
    const tracked = notices.filter((it) => it.is === 'change');
    const changes = tracked.filter(({ change }) => canonicalJson(change).length <= largest);
    const tooLarge = tracked.length - changes.length;
    return {
      changes,
      notTracked: notices.filter((it) => it.is === 'not-tracked'),
      refused: [
        ...notices.flatMap((it) => (it.is === 'malformed' ? [it.why] : [])),
        ...Array<string>(tooLarge).fill('It touches more than an event can: it is larger than 16 KB.'),
      ],
    };
  }
  return { changes: [], notTracked: [], refused: ['It has the form of no audit record that is known.'] };
}
