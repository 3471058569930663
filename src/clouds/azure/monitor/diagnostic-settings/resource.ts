import type { DiagnosticSettingsResource } from '@azure/arm-monitor';
import { defineType, wire } from '#model';
import { armId, subscriptionOf } from '../../address.ts';

/** Where the logs of one object are sent: all of its diagnostic settings, the answer of `diagnosticSettings.list`. */
export const diagnosticSettings = defineType({
  name: 'azure.diagnostic-settings',
  scope: 'azure-subscription',
  reads: ['Microsoft.Insights/diagnosticSettings/read'],
  changedBy: ['Microsoft.Insights/diagnosticSettings/write', 'Microsoft.Insights/diagnosticSettings/delete'],
  config: wire<{ readonly value: readonly DiagnosticSettingsResource[] }>(),
  home: subscriptionOf,
});

/** The address of the diagnostic settings of an object. */
export const diagnosticSettingsOf = (object: string): string =>
  armId(`${object}/providers/Microsoft.Insights/diagnosticSettings`);
