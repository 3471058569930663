import { NotApplied } from '#model';
import { refusedSignIn } from '../federation-refusal.ts';
import { azureFailure } from './failure.ts';

/** What an error of Azure says of an action. What broke on the way may have been taken all the same. */
export function azureRefusal(error: unknown): NotApplied | undefined {
  if (!(error instanceof Error) || error.name === 'AbortError') return undefined;
  const signIn = refusedSignIn(error);
  if (signIn) return signIn;
  const { reason, detail: words, permission } = azureFailure(error);
  // Long ids may have taken the place of what is missing.
  const detail = permission === undefined || words.includes(permission) ? words : `${words} It takes ${permission}.`;
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const told = { answer: code, cause: error };
  // The ETag is another one, or nothing is there.
  if (status === 412 || status === 404) return new NotApplied('changed', detail, told);
  const isBroken = reason === 'unreachable' || reason === 'timeout' || (status === undefined && code === undefined);
  return new NotApplied(isBroken ? 'unsettled' : 'refused', detail, told);
}
