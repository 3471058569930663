import type {
  AccessToken,
  ClientAssertionCredential,
  ClientAssertionCredentialOptions,
  TokenCredential,
} from '@azure/identity';
import type { Clock } from '#model';
import { FederationRefusal } from '../federation-refusal.ts';
import { azureFailure } from './failure.ts';

/** Who signs in to a tenant, and with what. */
export interface AzureFederation {
  readonly tenant: string;
  /** The application, or the identity, that trusts the tokens. */
  readonly clientId: string;
  /** A token of the other cloud for an audience, asked for each time that Entra wants one; a FederationRefusal is handed on. */
  readonly token: (audience: string) => Promise<string>;
  readonly clock: Clock;
  /** For tests; otherwise the public authority. */
  readonly options?: ClientAssertionCredentialOptions | undefined;
}

/**
 * The one audience that Entra takes tokens of others for.
 * Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust
 */
export const entraAudience = 'api://AzureADTokenExchange';

/** Milliseconds before its end at which a token of Entra is asked for anew, as the library does it. */
const renewBefore = 5 * 60_000;

/**
 * A credential without a secret: Entra trades tokens of the other cloud for its own, which are kept in memory while they
 * last. What Entra or the other cloud refuses is thrown as a FederationRefusal, that a read tells as its gap.
 */
export function azureCredentialOf({ tenant, clientId, token, clock, options }: AzureFederation): TokenCredential {
  const kept = new Map<string, AccessToken>();
  let opening: Promise<ClientAssertionCredential> | undefined;
  const refused: FederationRefusal[] = [];
  const assertion = async (): Promise<string> => {
    try {
      return await token(entraAudience);
    } catch (error) {
      // The library keeps the words of an error alone.
      if (error instanceof FederationRefusal) refused.push(error);
      throw error;
    }
  };
  const open = async (): Promise<ClientAssertionCredential> => {
    const { ClientAssertionCredential: Credential } = await import('@azure/identity');
    return new Credential(tenant, clientId, assertion, options);
  };
  return {
    async getToken(scopes, asked): Promise<AccessToken> {
      const key = [scopes, asked?.tenantId ?? '', String(asked?.enableCae ?? false)].flat().join(' ');
      const held = kept.get(key);
      // The library asks for a token of the other cloud even where it has one of its own.
      if (held && asked?.claims === undefined && held.expiresOnTimestamp - clock.now() > renewBefore) return held;
      const credential = await (opening ??= open());
      refused.length = 0;
      try {
        const fresh = await credential.getToken(scopes, asked);
        kept.set(key, fresh);
        return fresh;
      } catch (error) {
        if (error instanceof Error && error.name === 'AbortError') throw error;
        throw refused.at(-1) ?? refusalOf(error, clientId);
      }
    },
  };
}

/**
 * What Entra answers where it does not know the application, or the issuer, subject or audience of the token.
 * Source: https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const strangers = /AADSTS(?:700016|700021|700027|70021|7002\d\d|90002|50027)\b/;

function refusalOf(error: unknown, clientId: string): FederationRefusal {
  const { reason, detail } = azureFailure(error);
  const words = detail.replace(/^(?:No credentials could be used|The sign-in was refused)\. /, '');
  if (/AADSTS700024\b/.test(words)) {
    const told = `Entra says that the token of AWS is not valid at this time: look at the clock. ${words}`;
    return new FederationRefusal({ reason: 'denied', detail: told, permission: entraRight });
  }
  if (strangers.test(words)) {
    const told = `Entra did not let the role in AWS sign in as ${clientId}. ${words}`;
    return new FederationRefusal({ reason: 'denied', detail: told, permission: entraRight });
  }
  return new FederationRefusal({ reason, detail: `Nobody could sign in to Azure. ${words}` });
}

/** The right to say whose tokens an application trusts. */
const entraRight = 'microsoft.directory/applications/credentials/update';
