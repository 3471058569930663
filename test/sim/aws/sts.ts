import {
  AssumeRole$,
  GetCallerIdentity$,
  type AssumeRoleRequest,
  type AssumeRoleResponse,
  type GetCallerIdentityResponse,
} from '@aws-sdk/client-sts';
import { trusts } from './iam/trust.ts';
import { AwsError, operation, type Call, type Operation } from './operation.ts';

export const stsOperations: readonly Operation[] = [
  operation('sts', GetCallerIdentity$, getCallerIdentity),
  operation('sts', AssumeRole$, assumeRole),
];

function getCallerIdentity(_: object, call: Call): GetCallerIdentityResponse {
  return { UserId: `AIDA${call.account}`, Account: call.account, Arn: call.caller };
}

/** Credentials of the role's account, if its trust policy lets the caller in. A missing role is refused in the same words. */
function assumeRole(input: AssumeRoleRequest, call: Call): AssumeRoleResponse {
  const { RoleArn: arn = '', RoleSessionName: name = '', DurationSeconds: seconds = 3600 } = input;
  if (!/^[\w+=,.@-]{2,64}$/.test(name))
    throw new AwsError('ValidationError', `Value '${name}' at 'roleSessionName' is not valid`);
  if (seconds < 900 || seconds > 43_200)
    throw new AwsError('ValidationError', `The requested DurationSeconds ${String(seconds)} is outside 900 to 43200`);
  const [, account = '', path = ''] = /^arn:aws:iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  const role = call.iamOf(account)?.roles.find((each) => each.Arn === arn);
  if (role === undefined || !trusts(role.AssumeRolePolicyDocument, input, call)) {
    throw new AwsError(
      'AccessDenied',
      `User: ${call.caller} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
      403,
    );
  }
  const number = call.memory.count();
  const session = {
    account,
    arn: `arn:aws:sts::${account}:assumed-role/${path.split('/').at(-1) ?? ''}/${name}`,
    token: `session-token-${String(number)}`,
    expires: call.now + seconds * 1000,
  };
  const key = `ASIA${String(number).padStart(16, '0')}`;
  call.memory.sessions.set(key, session);
  return {
    Credentials: {
      AccessKeyId: key,
      SecretAccessKey: `secret-${String(number)}`,
      SessionToken: session.token,
      Expiration: new Date(session.expires),
    },
    AssumedRoleUser: { AssumedRoleId: `${role.RoleId ?? ''}:${name}`, Arn: session.arn },
  };
}
