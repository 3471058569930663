import type { Action, Resource, Snapshot } from '#model';
import { ShoalwatchError } from '#model';
import type { Apply } from '#clouds/apply';
import type { Gate } from '#clouds/gate';

/** A simulated provider that is read by the real collectors and changed through the real clients. */
export interface Stand {
  read(): Promise<readonly Snapshot[]>;
  /** Sends an action, waits until it is in effect and answers the permissions that this took. */
  apply(action: Action, subject: Resource): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Sends actions by what the product has for them; the gate is the writer's own, so that its trace is the action's. */
export function applierOf<W>(applies: readonly Apply<W>[], writer: W, gate: Gate): Stand['apply'] {
  return async (action, subject) => {
    const found = applies.find((it) => it.action.name === action.action);
    if (!found) throw new ShoalwatchError('defect', `nothing applies ${action.action}`);
    const before = gate.trace.length;
    await found.apply(writer, subject, action.request);
    return gate.trace.slice(before).map(({ api }) => api);
  };
}
