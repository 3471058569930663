import type { DiagnosticSettingsCategoryResource } from '@azure/arm-monitor';
import { defineType, wire } from '#model';
import { armId, subscriptionOf } from '../../address.ts';

/** Which logs one object can send, and in which groups they are: the answer of `diagnosticSettingsCategory.list`. */
export const diagnosticCategories = defineType({
  name: 'azure.diagnostic-categories',
  scope: 'azure-subscription',
  reads: ['Microsoft.Insights/diagnosticSettingsCategories/read'],
  changedBy: [],
  config: wire<{ readonly value: readonly DiagnosticSettingsCategoryResource[] }>(),
  home: subscriptionOf,
});

/** The address of the categories of an object. */
export const diagnosticCategoriesOf = (object: string): string =>
  armId(`${object}/providers/Microsoft.Insights/diagnosticSettingsCategories`);
