import { NotApplied } from '#model';
import type { Failure } from './sheet.ts';

/**
 * The sign-in to one cloud with the role of another failed: why, and the right that would cure it. It has no cause: the
 * errors of the libraries hold the request that they sent, and with it the token.
 */
export class FederationRefusal extends Error {
  override readonly name = 'FederationRefusal';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.detail);
    this.failure = failure;
  }
}

/**
 * What a sign-in that is refused says of an action: nothing was sent, and to try again changes nothing. Undefined for any
 * other error, and where the sign-in only did not come through.
 */
export function refusedSignIn(error: unknown): NotApplied | undefined {
  if (!(error instanceof FederationRefusal) || error.failure.reason !== 'denied') return undefined;
  const { detail, permission } = error.failure;
  const right = permission === undefined || detail.includes(permission) ? '' : ` It takes ${permission}.`;
  return new NotApplied('refused', `${detail}${right}`, { answer: 'SignInRefused' });
}
