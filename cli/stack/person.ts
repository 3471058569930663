import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { ShoalwatchError } from '#model';
import { storeFailure } from '#store/drivers/store-failure';
import type { StackPlace } from '../place.ts';
import { findStack } from './outputs.ts';

/** Who the cloud says the caller is: an ARN, which ends in the name of the session where a role was assumed. */
export async function callerOf(place: StackPlace): Promise<string> {
  const { clients } = await findStack(place);
  const { Arn } = await clients.identity.send(new GetCallerIdentityCommand()).catch((cause: unknown) => {
    throw storeFailure({ permission: 'sts:GetCallerIdentity', subject: 'AWS STS' }, cause);
  });
  if (Arn !== undefined && Arn !== '') return Arn;
  throw new ShoalwatchError('store', 'AWS STS does not say who asks', { cure: 'sign in again, and run it again' });
}
