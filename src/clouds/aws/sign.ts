import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

export type Query = Readonly<Record<string, string | readonly string[] | null>>;

/** A request before it is signed, `path` as it is sent. Header names are in small letters. */
export interface Unsigned {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Query | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
}

export interface SigningKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The headers of a request to one service in one region, with those that sign it. */
export type Sign = (request: Unsigned, keys: SigningKeys, at: Date) => Record<string, string>;

/** Changed on the way, or not ours. */
const unsigned = new Set(['authorization', 'connection', 'expect', 'user-agent', 'x-amzn-trace-id']);

/**
 * Signature version 4, as the SDK's own signer writes it; that one makes its keys anew for each request, which costs
 * more than all the rest of signing.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signerFor(region: string, service: string): Sign {
  const keyOf = keysOf(region, service);
  return ({ method = 'GET', path = '/', query, headers, body = '' }, keys, at) => {
    const stamp = at.toISOString().replace(/[-:]|\.\d+/g, '');
    const day = stamp.slice(0, 8);
    const digest = hash('sha256', body, 'hex');
    const whole: Record<string, string> = { ...headers, 'x-amz-date': stamp };
    if (keys.sessionToken !== undefined) whole['x-amz-security-token'] = keys.sessionToken;
    whole['x-amz-content-sha256'] ??= digest;
    const names = Object.keys(whole)
      .filter((name) => !unsigned.has(name))
      .sort();
    const lines = names.map((name) => `${name}:${(whole[name] ?? '').trim().replace(/\s+/g, ' ')}\n`).join('');
    const place = escaped(path).replaceAll('%2F', '/');
    const canonical = [method, place, queryText(query, 'sorted'), lines, names.join(';'), digest].join('\n');
    const scope = `${day}/${region}/${service}/aws4_request`;
    const text = `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${hash('sha256', canonical, 'hex')}`;
    const signature = createHmac('sha256', keyOf(keys.secretAccessKey, day)).update(text).digest('hex');
    const credential = `${keys.accessKeyId}/${scope}`;
    whole['authorization'] =
      `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
    return whole;
  };
}

/** The key of a day is made once, and again when the secret changes. */
function keysOf(region: string, service: string): (secret: string, day: string) => KeyObject {
  let made: { readonly secret: string; readonly day: string; readonly key: KeyObject } | undefined;
  return (secret, day) => {
    if (made?.secret === secret && made.day === day) return made.key;
    let key = Buffer.from(`AWS4${secret}`);
    for (const part of [day, region, service, 'aws4_request']) key = createHmac('sha256', key).update(part).digest();
    made = { secret, day, key: createSecretKey(key) };
    return made.key;
  };
}

/** A query as it is sent, or in the order in which it is signed. */
export function queryText(query: Query = {}, order: 'given' | 'sorted' = 'given'): string {
  const parts = Object.entries(query).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : (value ?? [''])).map((each) => `${escaped(name)}=${escaped(each)}`),
  );
  return (order === 'sorted' ? parts.sort() : parts).join('&');
}

function escaped(text: string): string {
  if (/^[\w.~-]*$/.test(text)) return text;
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
