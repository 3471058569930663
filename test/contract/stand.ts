import type { Action, Hand, Resource, Snapshot } from '#model';
import { ShoalwatchError } from '#model';
import type { Apply } from '#clouds/apply';
import { sendBy, workBy } from '#clouds/apply-hand';

/** A simulated provider that is read by the real collectors and changed through the real clients. */
export interface Stand {
  read(): Promise<readonly Snapshot[]>;
  /** Sends an action, waits until it is in effect and answers the permissions that this took. */
  apply(action: Action, subject: Resource): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Sends actions by what the product has for them. `seen` tells what permission each call took that arrived so far. */
export function applierOf<W>(applies: readonly Apply<W>[], writer: W, seen: () => readonly string[]): Stand['apply'] {
  return async (action, subject) => {
    const found = applies.find((it) => it.action.name === action.action);
    if (!found) throw new ShoalwatchError('defect', `nothing applies ${action.action}`);
    const before = seen().length;
    await found.apply(writer, subject, action.request);
    return seen().slice(before);
  };
}

/** A stand whose provider goes on by itself with what it was sent. */
export interface WorkingStand extends Stand {
  /** Sends and asks without waiting for anything. */
  readonly hand: Required<Pick<Hand, 'send' | 'workOf'>>;
  /** The next work that is begun ends with an error and changes nothing. */
  fails(message: string): void;
}

export const handBy = <W>(applies: readonly Apply<W>[], writer: W): WorkingStand['hand'] => ({
  send: (action, subject) => sendBy(applies, writer, action, subject),
  workOf: (work, action, subject) => workBy(applies, writer, work, action, subject),
});
