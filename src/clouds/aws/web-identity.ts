import { GetWebIdentityTokenCommand, STSClient } from '@aws-sdk/client-sts';
import type { Clock } from '#model';
import { FederationRefusal } from '../federation-refusal.ts';
import { gateOf } from '../gate.ts';
import { callAws } from './call.ts';
import type { ClientConfig } from './clients.ts';
import { awsFailure } from './failure.ts';
import { need } from './reader.ts';
import { transport } from './transport.ts';

/** What the role of this process shows to other clouds, instead of a key of theirs. */
export interface AwsIdentity {
  readonly region: string;
  /** The role's own credentials, asked for anew before they end. */
  credentials(): Promise<RoleCredentials>;
  /**
   * A token of the role for one audience, to be traded at once: those that ask within a third of its life share one.
   * Throws a FederationRefusal.
   */
  token(audience: string): Promise<string>;
}

export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

export interface IdentitySettings {
  /** The region that is asked: the global endpoint of STS has no tokens. */
  readonly region: string;
  readonly clock: Clock;
  /** For tests and profiles; otherwise the SDK finds the credentials and its endpoint itself. */
  readonly clientConfig?: ClientConfig | undefined;
}

/** How a token is signed: Entra takes RSA alone. */
export const tokenAlgorithm = 'RS256';

/**
 * Seconds that a token lasts, the fewest that STS gives: it is traded at once. A session that is about to end can still
 * ask for one, since a token may not outlive it.
 */
export const tokenSeconds = 60;

const api = 'sts:GetWebIdentityToken';

/** The identity of the role that the credentials belong to. Nothing is asked until a token is needed. */
export function awsIdentityOf({ region, clock, clientConfig }: IdentitySettings): AwsIdentity {
  // A gate of its own: whoever waits for a token holds a slot of the other one.
  const gate = gateOf({ clock, attempts: 3, timeoutMs: 10_000, note: () => undefined });
  const sts = new STSClient({ ...clientConfig, region, maxAttempts: 1, requestHandler: transport });
  const asked = new Map<string, { readonly at: number; readonly token: Promise<string> }>();

  const ask = async (audience: string): Promise<string> => {
    const request = { Audience: [audience], SigningAlgorithm: tokenAlgorithm, DurationSeconds: tokenSeconds };
    try {
      const answer = await callAws(gate, { api, account: '', region }, (options) =>
        sts.send(new GetWebIdentityTokenCommand(request), options),
      );
      return need(answer.WebIdentityToken, 'WebIdentityToken');
    } catch (error) {
      throw refusalOf(error);
    }
  };

  return {
    region,
    credentials: async () => {
      try {
        const { accessKeyId, secretAccessKey, sessionToken } = await sts.config.credentials();
        return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
      } catch (error) {
        throw refusalOf(error);
      }
    },
    async token(audience) {
      const latest = asked.get(audience);
      const isFresh = latest && clock.now() - latest.at < (tokenSeconds * 1000) / 3;
      const { token } = isFresh ? latest : { token: ask(audience) };
      if (!isFresh) asked.set(audience, { at: clock.now(), token });
      try {
        return await token;
      } catch (error) {
        asked.delete(audience);
        throw error;
      }
    },
  };
}

function refusalOf(error: unknown): FederationRefusal {
  const { reason, detail, permission } = awsFailure(error);
  const name = error instanceof Error ? error.name : '';
  if (/^OutboundWebIdentityFederationDisabled/.test(name)) {
    return new FederationRefusal({
      reason: 'denied',
      detail: `The AWS account gives its roles no tokens for others yet: aws iam enable-outbound-web-identity-federation, once. ${detail}`,
      permission: 'iam:EnableOutboundWebIdentityFederation',
    });
  }
  const told = `AWS gave no token to sign in with. ${detail}`;
  return new FederationRefusal({
    ...{ reason, detail: told },
    ...(reason === 'denied' && { permission: permission ?? api }),
  });
}
