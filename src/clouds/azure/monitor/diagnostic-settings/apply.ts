import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import type { AzureWriter } from '../../writer.ts';
import { putLogs } from './actions.ts';

/** Says which logs a diagnostic setting sends: reads it and puts it back with these. */
export const applyLogs = defineApply(putLogs, async (at: AzureWriter, { id }, { setting, logs }): Promise<void> => {
  const object = id.replace(/^\/|\/providers\/microsoft\.insights\/diagnosticsettings$/g, '');
  const { diagnosticSettings: settings } = at.clients.monitor;
  const now = await at.call('Microsoft.Insights/diagnosticSettings/read', (options) =>
    settings.get(object, setting, options),
  );
  await at.call('Microsoft.Insights/diagnosticSettings/write', (options) =>
    settings.createOrUpdate(object, setting, { ...now, logs: sendable(logs) }, options),
  );
});
