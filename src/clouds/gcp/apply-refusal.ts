import { NotApplied } from '#model';
import { refusedSignIn } from '../federation-refusal.ts';
import { gcpFailure, GoogleRefusal } from './failure.ts';

/** Codes of gRPC: https://grpc.io/docs/guides/status-codes/ */
const grpc = { notFound: 5, failedPrecondition: 9, aborted: 10 } as const;

/** What an error of Google's says of an action. What broke on the way may have been taken all the same. */
export function gcpRefusal(error: unknown): NotApplied | undefined {
  if (!(error instanceof Error) || error.name === 'AbortError') return undefined;
  const signIn = refusedSignIn(error);
  if (signIn) return signIn;
  const { reason, detail } = gcpFailure(error);
  const code = codeOf(error);
  const told = { ...(code !== undefined && { answer: String(code) }), cause: error };
  // The etag is another one, or nothing is there.
  if (code === grpc.aborted || code === grpc.notFound || code === 412 || code === 404)
    return new NotApplied('changed', detail, told);
  const isBroken = reason === 'unreachable' || reason === 'timeout' || code === undefined;
  return new NotApplied(isBroken ? 'unsettled' : 'refused', detail, told);
}

/** Whether GKE refused because another operation of the cluster is under way. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  codeOf(error) === grpc.failedPrecondition &&
  /running|in progress|incompatible operation/i.test(error.message);

function codeOf(error: Error): number | undefined {
  if (error instanceof GoogleRefusal) return error.status;
  return 'code' in error && typeof error.code === 'number' ? error.code : undefined;
}
