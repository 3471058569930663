import { NotApplied, ShoalwatchError, type Action, type Resource, type Sent, type Work } from '#model';
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
    const { reason, answer, message: says, begun } = error;
    return { is: reason, code: answer ?? reason, says, ...(begun !== undefined && { begun }) };
  }
}

/**
 * Asks how the work stands that a provider had begun for an action. Undefined where the provider knows of none, or none of its
 * kind can be asked for.
 */
export async function workBy<W>(
  applies: readonly Apply<W>[],
  writer: W,
  work: string,
  action: Action,
  subject: Resource,
): Promise<Work | undefined> {
  try {
    return await applies.find((it) => it.action.name === action.action)?.look?.(writer, subject, work);
  } catch (error) {
    if (!(error instanceof NotApplied)) throw error;
    return error.reason === 'changed' ? undefined : { is: 'unread', says: error.message };
  }
}
