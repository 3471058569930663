import { GetKeyRotationStatusCommand, type KeyMetadata } from '@aws-sdk/client-kms';
import type { AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { whyNotRotated } from '../key/facts.ts';
import { kmsKeyRotation } from './resource.ts';

/** Reads how keys are rotated, one call for each key that can be: the service refuses the question for others. */
export async function collectKeyRotations(at: AwsReader, keys: readonly KeyMetadata[]): Promise<void> {
  const api = 'kms:GetKeyRotationStatus';
  const own = keys.filter((it) => whyNotRotated(toWire(it)) === undefined && !isReplica(it)).map(({ Arn = '' }) => Arn);
  const address = (arn: string): string => `${arn}/rotation`;
  await at.sheet.each({ api, types: [kmsKeyRotation], address }, own, async (KeyId) => {
    const command = new GetKeyRotationStatusCommand({ KeyId });
    const answer = await at.call(api, (options) => at.clients.kms.send(command, options));
    const config = toWire({ ...answer, $metadata: undefined });
    at.sheet.add(kmsKeyRotation, { id: address(KeyId), name: KeyId.split('/').at(-1) ?? KeyId, config });
  });
}

/** The primary of a key of several regions has the rotation of all. */
const isReplica = ({ MultiRegionConfiguration }: KeyMetadata): boolean =>
  MultiRegionConfiguration?.MultiRegionKeyType === 'REPLICA';
