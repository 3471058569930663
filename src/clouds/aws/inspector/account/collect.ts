import { BatchGetAccountStatusCommand } from '@aws-sdk/client-inspector2';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { inspectorAccount } from './resource.ts';

/** Reads whether Inspector is on for the account. */
export async function collectInspectorAccount(at: AwsReader): Promise<void> {
  const api = 'inspector2:BatchGetAccountStatus';
  await at.sheet.list({ api, types: [inspectorAccount] }, async () => {
    const command = new BatchGetAccountStatusCommand({ accountIds: [at.account] });
    const { accounts, failedAccounts = [] } = await at.call(api, (options) =>
      at.clients.inspector.send(command, options),
    );
    const [refused] = failedAccounts;
    if (refused) {
      const name = refused.errorCode === 'ACCESS_DENIED' ? 'AccessDeniedException' : refused.errorCode;
      throw Object.assign(new Error(refused.errorMessage), { name: name ?? 'UnknownError' });
    }
    const config = toWire(need(accounts?.[0], 'accounts'));
    const id = `${at.sheet.target.id}/${inspectorAccount.name}`;
    at.sheet.add(inspectorAccount, { id, name: inspectorAccount.name, config });
  });
}
