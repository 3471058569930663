import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTPayload } from 'jose';
import { ShoalwatchError } from '#model';

/** The part of `fetch` that reads signing keys. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Which tokens are good. */
export interface Signing {
  /** Where the keys of the issuer are published. */
  readonly keys: string;
  readonly issuers: readonly string[];
  /** Exactly this one: a token for several is for none. */
  readonly audience: string;
  readonly fetch: Fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What a good token says, or why it is none. */
export type Checked = { readonly claims: JWTPayload } | { readonly refused: string };

/** Bytes of a set of keys: those of both issuers are below 16 KB. */
const largestKeys = 128 * 1024;
/** Characters of a token: both senders' are below 2,000. */
const longestToken = 8192;

/**
 * Checks signatures and claims of tokens, all of one issuer. Keys are kept ten minutes, and asked for anew where a token
 * names one that is not among them, at most every half minute: whoever makes up names makes no requests.
 * Rejects with a ShoalwatchError when the keys cannot be read: what cannot be checked is neither good nor refused.
 */
export function tokenCheck({ keys, issuers, audience, fetch, now }: Signing): (token: string) => Promise<Checked> {
  const published = createRemoteJWKSet(new URL(keys), {
    cacheMaxAge: 600_000,
    cooldownDuration: 30_000,
    timeoutDuration: 3_000,
    [customFetch]: (url, init) => keysFrom(fetch, url, init),
  });
  return async (token) => {
    if (token.length > longestToken) return { refused: `It is longer than ${longestToken} characters.` };
    try {
      const { payload } = await jwtVerify(token, published, {
        algorithms: ['RS256'],
        issuer: [...issuers],
        audience,
        requiredClaims: ['exp', 'iat'],
        clockTolerance: 60,
        currentDate: new Date(now()),
      });
      if (payload.aud !== audience) return { refused: 'It is for more than one audience.' };
      return { claims: payload };
    } catch (error) {
      if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSInvalid))
        return { refused: whyNot(error) };
      throw error;
    }
  };
}

function whyNot(error: errors.JOSEError): string {
  if (!(error instanceof errors.JWTClaimValidationFailed)) return `${error.code}: ${error.message}`;
  return `Its ${error.claim} is ${shown(error.payload[error.claim])}.`;
}

/** A claim as it is said in a log, whoever wrote it. */
export const shown = (claim: unknown): string =>
  claim === undefined ? 'missing' : JSON.stringify(claim).slice(0, 200);

async function keysFrom(fetch: Fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(url, init);
    if (response.status !== 200) throw new RangeError(`the answer is ${response.status}`);
    return new Response(await bounded(response));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new ShoalwatchError('cloud', `the signing keys at ${url} cannot be read: ${why}`, { cause });
  }
}

/** Throws for what is no JSON, or more of it than keys can be. */
async function bounded(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > largestKeys) throw new RangeError(`the answer is larger than ${largestKeys} bytes`);
    text += decoder.decode(part, { stream: true });
  }
  return JSON.stringify(JSON.parse(text));
}
