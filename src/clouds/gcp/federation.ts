import { AwsClient, type AuthClient } from 'google-auth-library';
import { FederationRefusal } from '../federation-refusal.ts';
import { gcpFailure, refusedRole } from './failure.ts';
import { scopes } from './session.ts';

/** Who signs in to Google Cloud, and by which pool. */
export interface GcpFederation {
  /** The provider in the pool: `//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/shoalwatch/providers/aws`. */
  readonly pool: string;
  /** The service account that is then acted as; without it the identity of the pool itself. */
  readonly serviceAccount?: string | undefined;
  /** The role in AWS; its credentials are asked for each time and only sign, they are sent nowhere. */
  readonly aws: {
    readonly region: string;
    credentials(): Promise<{
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string | undefined;
    }>;
  };
  /** For tests; otherwise the public ones. */
  readonly endpoints?: { readonly tokens: string; readonly credentials: string } | undefined;
}

/** Seconds that a token of the service account lasts: the library asks for another one five minutes before. */
export const gcpTokenSeconds = 900;

/**
 * A sign-in without a key: Google asks AWS who signed a request that names the pool, and gives a short token for it.
 * Source: https://cloud.google.com/iam/docs/workload-identity-federation-with-other-clouds
 */
export function gcpAuthOf({ pool, serviceAccount, aws, endpoints }: GcpFederation): AuthClient {
  const credentials = endpoints?.credentials ?? 'https://iamcredentials.googleapis.com';
  const client = new AwsClient({
    type: 'external_account',
    audience: pool,
    subject_token_type: 'urn:ietf:params:aws:token-type:aws4_request',
    token_url: endpoints?.tokens ?? 'https://sts.googleapis.com/v1/token',
    scopes,
    aws_security_credentials_supplier: {
      getAwsRegion: () => Promise.resolve(aws.region),
      getAwsSecurityCredentials: async () => {
        const { accessKeyId, secretAccessKey, sessionToken: token } = await aws.credentials();
        return { accessKeyId, secretAccessKey, ...(token !== undefined && { token }) };
      },
    },
    ...(serviceAccount !== undefined && {
      service_account_impersonation_url: `${credentials}/v1/projects/-/serviceAccounts/${serviceAccount}:generateAccessToken`,
      service_account_impersonation: { token_lifetime_seconds: gcpTokenSeconds },
    }),
  });
  const ask = client.getAccessToken.bind(client);
  client.getAccessToken = async () => {
    try {
      return await ask();
    } catch (error) {
      throw refusalOf(error, pool);
    }
  };
  return client;
}

/** Over gRPC nothing but the words of an error arrives: they name the right too. */
function refusalOf(error: unknown, pool: string): FederationRefusal {
  const failure = gcpFailure(error);
  if (error instanceof FederationRefusal) return error;
  const { reason, detail, permission } = failure;
  const isRefused = error instanceof Error && /^Error code \w+/.test(error.message) && reason === 'denied';
  if (!isRefused && permission === undefined) {
    return new FederationRefusal({ reason, detail: `Nobody could sign in to Google Cloud. ${detail}` });
  }
  const right = permission ?? 'iam.workloadIdentityPoolProviders.update';
  const needed = permission === undefined ? ` Permission '${right}' is needed to let it.` : '';
  const told = `${refusedRole} by ${pool}.${needed} ${detail}`;
  return new FederationRefusal({ reason: 'denied', detail: told, permission: right });
}
