import { hmacHex, isSameText } from '#lib/hmac';

/** A request as it came, with the bytes of its body. */
export interface Received {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** What a request is held against. */
export interface Checks {
  /** Two while the secret is being changed. An empty one is none. */
  readonly secrets: readonly string[];
  /** In milliseconds. */
  readonly now: number;
}

/** The largest body: what Slack sends holds a message or a modal, and stays far below. */
export const largestRequest = 256 * 1024;

/** How far the clock of the sender may be away, in seconds, before or after. */
const tolerance = 300;

/** Slack has several; what is signed otherwise is not known here. */
const version = 'v0';

/**
 * Why a request is not one of Slack's, or undefined when it is. The signature is over the bytes as they came: whatever was
 * decoded or written anew on the way is another request.
 * Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function refusalOf({ headers, body }: Received, { secrets, now }: Checks): string | undefined {
  const usable = secrets.filter((secret) => secret.trim() !== '');
  if (usable.length === 0) return 'No signing secret is known here.';
  if (body.length > largestRequest) return `It holds ${body.length} bytes, more than ${largestRequest}.`;
  const [timestamp, signature] = [one(headers, 'x-slack-request-timestamp'), one(headers, 'x-slack-signature')];
  if (timestamp === undefined || !/^[1-9]\d{0,11}$/.test(timestamp)) return 'It has no single time.';
  if (signature === undefined || !/^v0=[0-9a-f]{64}$/.test(signature)) return 'It has no single signature.';
  if (Math.abs(now / 1000 - Number(timestamp)) > tolerance) return 'Its time is more than five minutes away.';
  // Each secret is tried, so that the time does not tell which one it was.
  const fits = usable.map((secret) =>
    isSameText(signature, `${version}=${hmacHex(secret, `${version}:${timestamp}:`, body)}`),
  );
  return fits.includes(true) ? undefined : 'Its signature is not that of Slack.';
}

/** The bytes of a body as API Gateway hands it over; undefined where it is not the base64 that it is said to be. */
export function rawBody(body: string, isBase64: boolean): Uint8Array | undefined {
  if (!isBase64) return new TextEncoder().encode(body);
  const bytes = Buffer.from(body, 'base64');
  return bytes.toString('base64') === body ? bytes : undefined;
}

/** The value of a header that came once: two of one name come joined by a comma, or under two spellings. */
function one(headers: Received['headers'], name: string): string | undefined {
  const found = Object.entries(headers).filter(([key, value]) => key.toLowerCase() === name && value !== undefined);
  return found.length === 1 ? found[0]?.[1] : undefined;
}
