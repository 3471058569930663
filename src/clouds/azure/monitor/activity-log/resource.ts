import type { DiagnosticSettingsResource } from '@azure/arm-monitor';
import { defineType, wire } from '#model';
import { subscriptionOf } from '../../address.ts';

/**
 * Where the activity log of a subscription is sent: all diagnostic settings of the subscription itself, the answer of
 * `diagnosticSettings.list`, once for a subscription, under the address that `diagnosticSettingsOf` gives it.
 */
export const activityLogSettings = defineType({
  name: 'azure.activity-log-settings',
  scope: 'azure-subscription',
  reads: ['Microsoft.Insights/diagnosticSettings/read'],
  changedBy: ['Microsoft.Insights/diagnosticSettings/write', 'Microsoft.Insights/diagnosticSettings/delete'],
  config: wire<{ readonly value: readonly DiagnosticSettingsResource[] }>(),
  home: subscriptionOf,
});
