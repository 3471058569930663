import { GetOutboundWebIdentityFederationInfoCommand, IAMClient } from '@aws-sdk/client-iam';
import type { ClientConfig } from './clients.ts';
import { unknownBy, type Standing } from '../standing.ts';
import { awsFailure } from './failure.ts';

const permission = 'iam:GetOutboundWebIdentityFederationInfo';

/** Whether the account that the credentials belong to gives its roles tokens for others, and whom it issues them as. */
export async function outboundFederation(config: ClientConfig): Promise<Standing> {
  const iam = new IAMClient({ region: 'us-east-1', ...config });
  try {
    const { IssuerIdentifier: issuer, JwtVendingEnabled: isOn } = await iam.send(
      new GetOutboundWebIdentityFederationInfoCommand({}),
    );
    if (isOn !== false && issuer !== undefined) return { state: 'there', detail: `The issuer is ${issuer}.` };
    return { state: 'missing', detail: 'It was switched off for the account.' };
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('FeatureDisabled')) {
      return { state: 'missing', detail: 'It was never enabled for the account.' };
    }
    return unknownBy(permission, awsFailure(error));
  } finally {
    iam.destroy();
  }
}
