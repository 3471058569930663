import { GetAccountSettingCommand } from '@aws-sdk/client-ecr';
import type { AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { ecrPolicyScope } from './resource.ts';

/** Reads what the policy of the registry governs. */
export async function collectPolicyScope(at: AwsReader): Promise<void> {
  const api = 'ecr:GetAccountSetting';
  await at.sheet.list({ api, types: [ecrPolicyScope] }, async () => {
    const command = new GetAccountSettingCommand({ name: 'REGISTRY_POLICY_SCOPE' });
    const answer = await at.call(api, (options) => at.clients.ecr.send(command, options));
    const id = `${at.sheet.target.id}/${ecrPolicyScope.name}`;
    const config = toWire({ ...answer, $metadata: undefined });
    at.sheet.add(ecrPolicyScope, { id, name: ecrPolicyScope.name, config });
  });
}
