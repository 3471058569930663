import { createServer } from 'node:http';
import { listening, readBody } from '../listening.ts';

/** What Google's token service is asked to trade, and what it says. */
export interface Exchange {
  /** The body as it was sent. */
  readonly body: string;
  readonly audience: string;
  /** The request to AWS that the role signed. */
  readonly signed: { readonly url: string; readonly headers: Readonly<Record<string, string>> };
}

export interface TokenExchange {
  readonly url: string;
  readonly exchanges: readonly Exchange[];
  /** Seconds of each token of a service account that was asked for. */
  readonly lifetimes: readonly string[];
  /** The service account whose a token is that was given here. */
  holderOf(token: string): string | undefined;
  close(): Promise<void>;
}

export interface ExchangeSettings {
  readonly pool: string;
  readonly accessKey: string;
  /** Whom the role may act as. */
  readonly serviceAccounts: readonly string[];
  /** What the token of the service account is; each is another one where it ends in a dash. */
  readonly token: string;
  readonly now: () => number;
}

/**
 * Answers sts.googleapis.com under `/token` and iamcredentials.googleapis.com under `/v1/`. Whom it trusts is told by the
 * access key; the signature is out of its reach.
 */
export async function startTokenExchange(settings: ExchangeSettings): Promise<TokenExchange> {
  const exchanges: Exchange[] = [];
  const lifetimes: string[] = [];
  const holders = new Map<string, string>();
  const server = createServer((request, response) => {
    readBody(request, (body) => {
      const [status, answer] =
        request.url === '/token' ? trade(body) : impersonate(request.url ?? '', request.headers.authorization, body);
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });

  const trade = (body: string): Answer => {
    const form = new URLSearchParams(body);
    const { url, headers } = signedIn(form.get('subject_token') ?? '');
    const audience = form.get('audience') ?? '';
    exchanges.push({ body, audience, signed: { url, headers } });
    if (headers['x-goog-cloud-target-resource'] !== settings.pool || audience !== settings.pool) {
      return refused('invalid_target', 'The target service indicated by the audience parameter is invalid.');
    }
    if (!headers['authorization']?.includes(`Credential=${settings.accessKey}/`)) {
      return refused('unauthorized_client', 'The given credential is rejected by the attribute condition.');
    }
    return [200, { access_token: 'of-the-pool', issued_token_type: 'x', token_type: 'Bearer', expires_in: 3600 }];
  };

  const impersonate = (path: string, authorization: string | undefined, body: string): Answer => {
    const asked: unknown = JSON.parse(body);
    const lifetime = typeof asked === 'object' && asked !== null && 'lifetime' in asked ? String(asked.lifetime) : '';
    const account = /^\/v1\/projects\/-\/serviceAccounts\/([^/:]+):generateAccessToken$/.exec(path)?.[1] ?? '';
    if (authorization !== 'Bearer of-the-pool' || !settings.serviceAccounts.includes(account)) {
      const message = "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).";
      return [403, { error: { code: 403, status: 'PERMISSION_DENIED', message } }];
    }
    lifetimes.push(lifetime);
    const { token } = settings;
    const accessToken = token.endsWith('-') ? `${token}${lifetimes.length}` : token;
    holders.set(accessToken, account);
    const expireTime = new Date(settings.now() + Number.parseInt(lifetime, 10) * 1000).toISOString();
    return [200, { accessToken, expireTime }];
  };

  const { url, close } = await listening(server);
  return { url, exchanges, lifetimes, holderOf: (token) => holders.get(token), close };
}

type Answer = readonly [number, object];

const refused = (error: string, error_description: string): Answer => [401, { error, error_description }];

/** Source: https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token */
function signedIn(token: string): Exchange['signed'] {
  const value: unknown = JSON.parse(decodeURIComponent(token));
  if (typeof value !== 'object' || value === null) throw new TypeError('no request was signed');
  const url = 'url' in value && typeof value.url === 'string' ? value.url : '';
  const list: readonly unknown[] = 'headers' in value && Array.isArray(value.headers) ? value.headers : [];
  const headers = list.flatMap((it) =>
    typeof it === 'object' && it !== null && 'key' in it && 'value' in it
      ? [[String(it.key), String(it.value)] as const]
      : [],
  );
  return { url, headers: Object.fromEntries<string>(headers) };
}
