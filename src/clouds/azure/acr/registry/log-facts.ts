import { defineFact } from '#model';
import { diagnosticCategories } from '../../monitor/diagnostic-categories/resource.ts';
import { diagnosticSettings } from '../../monitor/diagnostic-settings/resource.ts';
import { logsSentOf } from '../../monitor/diagnostic-settings/sent-facts.ts';
import { acrRegistry } from './resource.ts';

/**
 * The logs of a registry that diagnostic settings send somewhere.
 * Source: https://learn.microsoft.com/azure/container-registry/monitor-container-registry-reference#resource-logs
 */
export const acrSentLogs = defineFact({
  name: 'acr.sent-logs',
  of: acrRegistry,
  uses: [diagnosticSettings, diagnosticCategories],
  work: ({ id }, look) => logsSentOf(id, { what: 'registry', audit: [] }, look),
});
