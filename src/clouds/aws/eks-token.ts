import { STSClient } from '@aws-sdk/client-sts';
import type { Clock } from '#model';
import type { ClientConfig } from './clients.ts';

interface TokenSettings {
  readonly cluster: string;
  readonly region: string;
  readonly config: ClientConfig;
  readonly clock: Clock;
}

/** What the SDK's own signer can do besides signing headers. */
interface Presigner {
  presign(request: object, options: object): Promise<{ readonly query?: Readonly<Record<string, unknown>> }>;
}

/** EKS refuses what was signed for longer; the token itself is good for 15 minutes. */
const expiresIn = 60;

/** Milliseconds that a token is used for: credentials of a role are asked for anew five minutes before they end. */
const usedFor = 4 * 60_000;

/** Tokens for a cluster's Kubernetes API, each used for some minutes: to sign one costs more than many a call. */
export function eksTokens(settings: TokenSettings): () => Promise<string> {
  let kept: { readonly token: Promise<string>; readonly until: number } | undefined;
  return () => {
    const now = settings.clock.now();
    if (kept && now < kept.until) return kept.token;
    const signed = { token: eksToken(settings), until: now + usedFor };
    kept = signed;
    signed.token.catch(() => {
      if (kept === signed) kept = undefined;
    });
    return signed.token;
  };
}

/**
 * A bearer token for a cluster's Kubernetes API: a presigned `GetCallerIdentity` that names the cluster, which the
 * cluster hands to STS to learn who calls. It takes credentials only, no call.
 * Source: https://github.com/kubernetes-sigs/aws-iam-authenticator#api-authorization-from-outside-a-cluster
 */
export async function eksToken({ cluster, region, config, clock }: TokenSettings): Promise<string> {
  const sts = new STSClient({ ...config, region });
  try {
    const { url } = sts.config.endpointProvider({ Region: region, UseGlobalEndpoint: false });
    const signer: object = await sts.config.signer();
    if (!isPresigner(signer)) throw new TypeError('The signer of the STS client cannot presign.');
    const request = {
      protocol: url.protocol,
      hostname: url.hostname,
      method: 'GET',
      path: '/',
      query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
      headers: { host: url.hostname, 'x-k8s-aws-id': cluster },
    };
    const signed = await signer.presign(request, {
      expiresIn,
      signingDate: new Date(clock.now()),
    });
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(signed.query ?? {})) query.set(key, String(value));
    return `k8s-aws-v1.${Buffer.from(`${url.origin}/?${query.toString()}`).toString('base64url')}`;
  } finally {
    sts.destroy();
  }
}

function isPresigner(signer: object): signer is Presigner {
  return 'presign' in signer && typeof signer.presign === 'function';
}
