import type { DiagnosticSettingsResource } from '@azure/arm-monitor';
import { storedOf } from '../../private-parts.ts';
import type { AzureReader } from '../../reader.ts';
import { diagnosticCategories } from '../diagnostic-categories/resource.ts';
import { needsCategories, sentBy } from './facts.ts';
import { diagnosticSettings, diagnosticSettingsOf } from './resource.ts';

/**
 * Reads the diagnostic settings of objects, given by their ARM ids, which are sent in the spelling in which they came.
 * Answers the objects whose settings name groups, which only the list of their categories opens.
 */
export async function collectDiagnosticSettings(
  at: AzureReader,
  objects: readonly string[],
): Promise<readonly string[]> {
  const api = 'Microsoft.Insights/diagnosticSettings/read';
  const read = { api, types: [diagnosticSettings], leads: [diagnosticCategories], address: diagnosticSettingsOf };
  const grouped: string[] = [];
  await at.sheet.each(read, objects, async (object) => {
    const value: DiagnosticSettingsResource[] = [];
    const { diagnosticSettings: settings } = at.clients.monitor;
    await at.pages(
      api,
      (options) => settings.list(object.replace(/^\//, ''), options),
      (it) => void value.push(it),
    );
    const config = storedOf({ value });
    at.sheet.add(diagnosticSettings, { id: diagnosticSettingsOf(object), name: nameOf(object), config });
    if (needsCategories(sentBy(config))) grouped.push(object);
  });
  return grouped;
}

const nameOf = (object: string): string => object.split('/').at(-1) ?? object;
