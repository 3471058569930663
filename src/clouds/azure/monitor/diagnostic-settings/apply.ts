import type { Wire } from '#model';
import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import type { AzureWriter } from '../../writer.ts';
import { putActivityLogs } from '../activity-log/actions.ts';
import { putLogs, type LogsOfSetting } from './actions.ts';

/** Says which logs a diagnostic setting of an object sends. */
export const applyLogs = defineApply(putLogs, (at: AzureWriter, { id }, request) => sendLogs(at, id, request));

/** Says which categories of the activity log a diagnostic setting of a subscription sends. */
export const applyActivityLogs = defineApply(putActivityLogs, (at: AzureWriter, { id }, request) =>
  sendLogs(at, id, request),
);

/** Reads a setting of those at an address and puts it back with these logs. */
async function sendLogs(at: AzureWriter, id: string, { setting, logs }: Wire<LogsOfSetting>): Promise<void> {
  const object = id.replace(/^\/|\/providers\/microsoft\.insights\/diagnosticsettings$/g, '');
  const { diagnosticSettings: settings } = at.clients.monitor;
  const now = await at.call('Microsoft.Insights/diagnosticSettings/read', (options) =>
    settings.get(object, setting, options),
  );
  await at.call('Microsoft.Insights/diagnosticSettings/write', (options) =>
    settings.createOrUpdate(object, setting, { ...now, logs: sendable(logs) }, options),
  );
}
