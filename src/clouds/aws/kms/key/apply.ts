import { DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import { defineApply } from '../../../apply.ts';
import type { AwsWriter } from '../../writer.ts';
import { disableKey, enableKey } from './actions.ts';

/** Sends `EnableKey`. */
export const applyEnabledKey = defineApply(enableKey, async (at: AwsWriter, { id: KeyId }) => {
  await at.call('kms:EnableKey', (options) => at.clients.kms.send(new EnableKeyCommand({ KeyId }), options));
});

/** Sends `DisableKey`. */
export const applyDisabledKey = defineApply(disableKey, async (at: AwsWriter, { id: KeyId }) => {
  await at.call('kms:DisableKey', (options) => at.clients.kms.send(new DisableKeyCommand({ KeyId }), options));
});
