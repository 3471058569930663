import type { DiagnosticSettingsResource } from '@azure/arm-monitor';
import { storedOf } from '../../private-parts.ts';
import type { AzureReader } from '../../reader.ts';
import { diagnosticSettingsOf } from '../diagnostic-settings/resource.ts';
import { activityLogSettings } from './resource.ts';

/**
 * Reads where the activity log of a subscription is sent.
 * Source: https://learn.microsoft.com/azure/azure-monitor/platform/activity-log#export-the-activity-log
 */
export function collectActivityLogSettings({ sheet, clients, pages }: AzureReader): Promise<void> {
  const api = 'Microsoft.Insights/diagnosticSettings/read';
  const subscription = sheet.target.id.replace(/^azure:/, '');
  const object = `subscriptions/${subscription}`;
  return sheet.list({ api, types: [activityLogSettings] }, async () => {
    const value: DiagnosticSettingsResource[] = [];
    await pages(
      api,
      (options) => clients.monitor.diagnosticSettings.list(object, options),
      (it) => void value.push(it),
    );
    const id = diagnosticSettingsOf(`/${object}`);
    sheet.add(activityLogSettings, { id, name: subscription, config: storedOf({ value }) });
  });
}
