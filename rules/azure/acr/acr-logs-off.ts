import { z } from 'zod';
import { acrSentLogs } from '#clouds/azure/acr/registry/log-facts';
import { acrRegistry } from '#clouds/azure/acr/registry/resource';
import { addedLogs, putLogs } from '#clouds/azure/monitor/diagnostic-settings/actions';
import { diagnosticSettings, diagnosticSettingsOf } from '#clouds/azure/monitor/diagnostic-settings/resource';
import type { SentLogs } from '#clouds/azure/monitor/diagnostic-settings/sent-facts';
import { nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, isUnread, passBecause } from '#rule';

export default defineRule({
  id: 'acr-logs-off',
  on: acrRegistry,
  uses: [acrSentLogs, diagnosticSettings],
  title: 'A container registry sends somewhere who signed in and what was pushed',
  severity: 'low',
  control: 'cloud-actions-logged',
  why: 'Without these logs nobody can say who put an image into the registry, or who pulled with stolen credentials.',
  fix: 'Add a diagnostic setting to the registry that sends both categories, or all logs, to a workspace.',
  references: [
    'https://learn.microsoft.com/azure/container-registry/monitor-container-registry',
    'https://learn.microsoft.com/azure/container-registry/monitor-container-registry-reference#resource-logs',
  ],
  params: z.object({
    requiredCategories: nameList(['ContainerRegistryLoginEvents', 'ContainerRegistryRepositoryEvents']),
  }),

  evaluate(registry, { fact, params }) {
    const logs = fact(acrSentLogs, registry);
    if (isUnread(logs)) return logs;
    if (logs.isNone) return fail('No diagnostic setting sends the logs of the registry anywhere.', logs.seen);
    const { categories, seen, unread } = logs;
    const missing = unsent(params.requiredCategories, categories);
    if (missing.length === 0) return passBecause('Every log that is asked for is sent somewhere.');
    return unread ?? fail(`No diagnostic setting sends ${missing.join(', ')}.`, { ...seen, expected: missing });
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [putLogs],
    plan(registry, { fact, find, params }) {
      const logs = fact(acrSentLogs, registry);
      const settings = find(diagnosticSettings, diagnosticSettingsOf(registry.id));
      if (isUnread(logs) || settings === 'absent' || isUnread(settings))
        return cannotPlan('its settings were not read');
      return addedLogs(settings, unsent(params.requiredCategories, logs.categories));
    },
  },
});

const unsent = (asked: readonly string[], sent: SentLogs['categories']): readonly string[] =>
  asked.filter((it) => sent !== 'all' && !sent.has(it.toLowerCase()));
