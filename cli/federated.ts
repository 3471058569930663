import type { TokenCredential } from '@azure/identity';
import { GoogleAuth, type AuthClient } from 'google-auth-library';
import type { AzureSignIn, GcpSignIn } from '#app/config/sign-in';
import { awsIdentityOf, type AwsIdentity } from '#clouds/aws/web-identity';
import { isSignedOut } from '#clouds/azure/failure';
import { azureCredentialOf } from '#clouds/azure/federation';
import { usualCredential } from '#clouds/azure/session';
import { gcpAuthOf } from '#clouds/gcp/federation';
import { isMissing, scopes } from '#clouds/gcp/session';
import type { Clock } from '#model';

/** How AWS is reached, and the time. */
interface Way {
  readonly clock: Clock;
  readonly profile?: string | undefined;
  readonly regions?: readonly string[] | undefined;
}

/**
 * A person who is signed in to Azure reads as that person; where nobody is, as in a job of CI, the role in AWS signs in
 * as the config says.
 */
export function azureCredential(signIn: AzureSignIn, way: Way): TokenCredential {
  const byRole = azureCredentialOf({ ...signIn, clock: way.clock, token: identity(way).token });
  let chosen: TokenCredential | undefined;
  return {
    async getToken(wanted, asked) {
      if (chosen) return chosen.getToken(wanted, asked);
      const own = await usualCredential();
      try {
        const token = await own.getToken(wanted, asked);
        chosen = own;
        return token;
      } catch (error) {
        if (!isSignedOut(error)) throw error;
        chosen = byRole;
        return byRole.getToken(wanted, asked);
      }
    },
  };
}

/** The same for Google Cloud. */
export function gcpAuth(signIn: GcpSignIn, way: Way): () => Promise<AuthClient> {
  return async () => {
    try {
      return await new GoogleAuth({ scopes: [...scopes] }).getClient();
    } catch (error) {
      if (!isMissing(error)) throw error;
      return gcpAuthOf({ ...signIn, aws: identity(way) });
    }
  };
}

function identity({ clock, profile, regions }: Way): AwsIdentity {
  const region = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? regions?.[0] ?? 'us-east-1';
  return awsIdentityOf({ region, clock, ...(profile !== undefined && { clientConfig: { profile } }) });
}
