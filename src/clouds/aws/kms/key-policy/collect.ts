import { GetKeyPolicyCommand, type KeyMetadata } from '@aws-sdk/client-kms';
import { parseArn } from '../../address.ts';
import { need, type AwsReader } from '../../reader.ts';
import { kmsKeyPolicy } from './resource.ts';

/** Reads the policies of the customer's keys. The service tells nobody but the owner of a key: another account's is not asked for. */
export async function collectKeyPolicies(at: AwsReader, keys: readonly KeyMetadata[]): Promise<void> {
  const api = 'kms:GetKeyPolicy';
  const own = keys.filter((it) => it.KeyManager !== 'AWS').flatMap(({ Arn = '' }) => (isOf(at, Arn) ? Arn : []));
  const address = (arn: string): string => `${arn}/policy`;
  await at.sheet.each({ api, types: [kmsKeyPolicy], address }, own, async (KeyId) => {
    const command = new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' });
    const { Policy, PolicyName } = await at.call(api, (options) => at.clients.kms.send(command, options));
    const config = { Policy: need(Policy, 'Policy'), ...(PolicyName !== undefined && { PolicyName }) };
    at.sheet.add(kmsKeyPolicy, { id: address(KeyId), name: KeyId.split('/').at(-1) ?? KeyId, config });
  });
}

const isOf = ({ account }: AwsReader, arn: string): boolean => parseArn(arn)?.account === account;
