import type { DiagnosticSettingsCategoryResource } from '@azure/arm-monitor';
import { storedOf } from '../../private-parts.ts';
import type { AzureReader } from '../../reader.ts';
import { diagnosticCategories, diagnosticCategoriesOf } from './resource.ts';

/** Reads which logs objects can send, given by their ARM ids. */
export function collectDiagnosticCategories(at: AzureReader, objects: readonly string[]): Promise<void> {
  const api = 'Microsoft.Insights/diagnosticSettingsCategories/read';
  return at.sheet.each(
    { api, types: [diagnosticCategories], address: diagnosticCategoriesOf },
    objects,
    async (object) => {
      const value: DiagnosticSettingsCategoryResource[] = [];
      const { diagnosticSettingsCategory: categories } = at.clients.monitor;
      await at.pages(
        api,
        (options) => categories.list(object.replace(/^\//, ''), options),
        (it) => void value.push(it),
      );
      const name = object.split('/').at(-1) ?? object;
      at.sheet.add(diagnosticCategories, { id: diagnosticCategoriesOf(object), name, config: storedOf({ value }) });
    },
  );
}
