import {
  createHttpHeaders,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';

/** Whose tokens an application trusts. */
export interface FederatedCredential {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

export interface EntraSettings {
  readonly tenant: string;
  /** The applications of the tenant: all of them trust the same. */
  readonly clientIds: readonly string[];
  readonly trusts: FederatedCredential;
  /** Seconds that its own tokens last. */
  readonly expiresIn?: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A token of another cloud that somebody wanted to sign in with, and what it says. */
export interface Assertion {
  readonly token: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Who signed in, and what for. */
export interface Holder {
  readonly clientId: string;
  readonly scope: string;
}

export interface Entra extends HttpClient {
  /** Whose a token is that was given here. */
  holderOf(token: string): Holder | undefined;
  readonly assertions: readonly Assertion[];
  /** Every body and address that was sent to it. */
  readonly sent: readonly string[];
}

/** Answers https://login.microsoftonline.com for one tenant, where the clients hand over their requests. */
export function entraOf(settings: EntraSettings): Entra {
  const assertions: Assertion[] = [];
  const sent: string[] = [];
  const holders = new Map<string, Holder>();
  const authority = `https://login.microsoftonline.com/${settings.tenant}`;

  const trade = (request: PipelineRequest): PipelineResponse => {
    const form = new URLSearchParams(bodyOf(request));
    const token = form.get('client_assertion') ?? '';
    const [header = {}, claims = {}] = token.split('.').map(partOf);
    assertions.push({ token, header, claims });
    const clientId = form.get('client_id') ?? '';
    const refused = settings.clientIds.includes(clientId) ? refusalOf(claims, settings) : unknownApplication;
    if (refused) return answer(request, 400, { error: refused[0], error_description: refused[1], error_codes: [1] });
    const { expiresIn = 3600 } = settings;
    const body = { token_type: 'Bearer', expires_in: expiresIn, ext_expires_in: expiresIn };
    const given = `entra-token-${assertions.length}`;
    holders.set(given, { clientId, scope: form.get('scope') ?? '' });
    return answer(request, 200, { ...body, access_token: given });
  };

  return {
    assertions,
    sent,
    holderOf: (token) => holders.get(token),
    sendRequest: (request) => {
      sent.push(`${request.url} ${bodyOf(request)}`);
      const { pathname } = new URL(request.url);
      if (pathname.endsWith('/discovery/instance')) {
        return Promise.resolve(
          answer(request, 200, { tenant_discovery_endpoint: `${authority}/v2.0/x`, metadata: [] }),
        );
      }
      if (pathname.endsWith('/.well-known/openid-configuration')) {
        return Promise.resolve(
          answer(request, 200, {
            token_endpoint: `${authority}/oauth2/v2.0/token`,
            authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
            issuer: `${authority}/v2.0`,
            jwks_uri: `${authority}/discovery/v2.0/keys`,
          }),
        );
      }
      return Promise.resolve(trade(request));
    },
  };
}

const bodyOf = ({ body }: PipelineRequest): string => (typeof body === 'string' ? body : '');

const unknownApplication = ['unauthorized_client', 'AADSTS700016: The application was not found.'] as const;

/** In the words of https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
function refusalOf(
  { iss, sub, aud, exp }: Assertion['claims'],
  { trusts, now }: EntraSettings,
): readonly [string, string] | undefined {
  const no = 'No matching federated identity record found for presented assertion';
  if (iss !== trusts.issuer) return ['invalid_client', `AADSTS700211: ${no} issuer '${String(iss)}'.`];
  if (sub !== trusts.subject) return ['invalid_client', `AADSTS700213: ${no} subject '${String(sub)}'.`];
  if (!isList(aud) || !aud.includes(trusts.audience)) {
    return ['invalid_client', `AADSTS700212: ${no} audience '${String(aud)}'.`];
  }
  if (typeof exp !== 'number' || exp * 1000 <= now()) {
    return ['invalid_client', 'AADSTS700024: Client assertion is not within its valid time range.'];
  }
  return undefined;
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

function partOf(part: string): Readonly<Record<string, unknown>> {
  if (part === 'signed-by-aws') return {};
  const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const answer = (request: PipelineRequest, status: number, body: object): PipelineResponse => ({
  ...{ request, status },
  headers: createHttpHeaders({ 'content-type': 'application/json' }),
  bodyAsText: JSON.stringify(body),
});
