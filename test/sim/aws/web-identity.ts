import {
  GetOutboundWebIdentityFederationInfo$,
  type GetOutboundWebIdentityFederationInfoResponse,
} from '@aws-sdk/client-iam';
import {
  GetWebIdentityToken$,
  type GetWebIdentityTokenRequest,
  type GetWebIdentityTokenResponse,
} from '@aws-sdk/client-sts';
import { AwsError, operation, type Call, type Operation } from './operation.ts';

export const webIdentityOperations: readonly Operation[] = [
  operation('sts', GetWebIdentityToken$, getWebIdentityToken),
  operation('iam', GetOutboundWebIdentityFederationInfo$, getInfo),
];

/** A token of the caller's role. Who is to trust it compares the claims; the signature is out of the simulator's reach. */
function getWebIdentityToken(input: GetWebIdentityTokenRequest, call: Call): GetWebIdentityTokenResponse {
  const { Audience: aud = [], SigningAlgorithm: alg, DurationSeconds: seconds = 300 } = input;
  const { issuer: iss } = call.iam;
  if (iss === undefined) {
    const why = `Outbound web identity federation is not enabled for account ${call.account}`;
    throw new AwsError('OutboundWebIdentityFederationDisabledException', why, 403);
  }
  if (alg !== 'RS256' && alg !== 'ES384') throw new AwsError('ValidationError', `The algorithm ${String(alg)} is none`);
  if (seconds < 60 || seconds > 3600)
    throw new AwsError('ValidationError', `${seconds} seconds are outside 60 to 3600`);
  if (aud.length === 0) throw new AwsError('ValidationError', 'Audience is missing');
  const iat = Math.floor(call.now / 1000);
  const claims = { iss, sub: roleOf(call), aud, iat, exp: iat + seconds, jti: `token-${String(call.memory.count())}` };
  return { WebIdentityToken: jwt({ alg, typ: 'JWT' }, claims), Expiration: new Date((iat + seconds) * 1000) };
}

function getInfo(_: object, { account, iam: { issuer } }: Call): GetOutboundWebIdentityFederationInfoResponse {
  if (issuer !== undefined) return { IssuerIdentifier: issuer, JwtVendingEnabled: true };
  throw new AwsError('FeatureDisabled', `Outbound identity federation is not enabled for account ${account}`, 404);
}

/** A session's token says the role that it is of. */
function roleOf({ caller, iam }: Call): string {
  const [, name] = /:assumed-role\/([^/]+)\//.exec(caller) ?? [];
  return iam.roles.find(({ RoleName }) => RoleName === name)?.Arn ?? caller;
}

const jwt = (...parts: readonly object[]): string =>
  [...parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')), 'signed-by-aws'].join('.');
