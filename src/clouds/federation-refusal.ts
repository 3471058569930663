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
