import { NotApplied, ShoalwatchError, type Action, type Resource, type Sent } from '#model';
import type { Apply } from './apply.ts';

/**
 * Sends an action by what the provider has for it. What the provider answers is told; what is no answer of a provider,
 * such as a connection that broke, rejects: nobody knows then whether it was sent.
 */
export async function sendBy<W>(
  applies: readonly Apply<W>[],
  writer: W,
  action: Action,
  subject: Resource,
): Promise<Sent> {
  const found = applies.find((it) => it.action.name === action.action);
  if (!found) throw new ShoalwatchError('defect', `nothing applies ${action.action}`);
  try {
    return { is: 'done', ...(await found.apply(writer, subject, action.request)) };
  } catch (error) {
    if (!(error instanceof NotApplied)) throw error;
    return { is: error.reason, code: error.answer ?? error.reason, says: error.message };
  }
}
