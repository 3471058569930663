import { GetRegistryPolicyCommand, type GetRegistryPolicyResponse } from '@aws-sdk/client-ecr';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { ecrRegistryPolicy } from './resource.ts';

/** Reads the policy of the registry. One that has none is written down without a text: a finding on it ends there. */
export async function collectRegistryPolicy(at: AwsReader): Promise<void> {
  const id = `${at.sheet.target.id}/${ecrRegistryPolicy.name}`;
  await at.sheet.list({ api: 'ecr:GetRegistryPolicy', types: [ecrRegistryPolicy] }, async () => {
    const config = toWire(await readPolicy(at));
    at.sheet.add(ecrRegistryPolicy, { id, name: ecrRegistryPolicy.name, config });
  });
}

async function readPolicy(at: AwsReader): Promise<GetRegistryPolicyResponse> {
  try {
    const { registryId, policyText } = await at.call('ecr:GetRegistryPolicy', (options) =>
      at.clients.ecr.send(new GetRegistryPolicyCommand({}), options),
    );
    return { registryId, policyText: need(policyText, 'policyText') };
  } catch (error) {
    if (error instanceof Error && error.name === 'RegistryPolicyNotFoundException') return { registryId: at.account };
    throw error;
  }
}
