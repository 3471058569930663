import { addedActivityLogs, putActivityLogs } from '#clouds/azure/monitor/activity-log/actions';
import { activityLogSettings } from '#clouds/azure/monitor/activity-log/resource';
import { allLogs, needsCategories, sentBy } from '#clouds/azure/monitor/diagnostic-settings/facts';
import { defineRule, fail, pass, unknown } from '#rule';

export default defineRule({
  id: 'azure-activity-log-export-off',
  on: activityLogSettings,
  title: 'The activity log of a subscription with clusters is kept elsewhere',
  severity: 'medium',
  grades: ['low'],
  control: 'cloud-actions-logged',
  why: 'Azure forgets after 90 days who changed a cluster, a network or a role, and whoever owns the subscription reads it only there.',
  fix: 'Add a diagnostic setting to the subscription that sends the categories Administrative, Security and Policy away.',
  references: [
    'https://learn.microsoft.com/azure/azure-monitor/platform/activity-log',
    'https://learn.microsoft.com/azure/azure-monitor/platform/activity-log-schema',
  ],
  peers: ['trivy:AVD-AZU-0033'],

  evaluate({ config }) {
    const sent = sentBy(config);
    const seen = { at: 'value', actual: config.value, expected: categories };
    if (sent.isNone) return fail('No diagnostic setting sends the activity log anywhere.', seen);
    if (sent.groups.has(allLogs)) return pass();
    const kept = categories.filter((it) => sent.categories.has(it.toLowerCase()));
    const isAdministrativeKept = kept.includes('Administrative');
    if (isAdministrativeKept && kept.length > 1) return pass();
    if (needsCategories(sent)) return unknown('outside', 'What the groups of its settings hold is not read.');
    return isAdministrativeKept
      ? fail('Of the activity log only Administrative is sent anywhere.', seen, { grade: 'low' })
      : fail('No diagnostic setting sends the category Administrative of the activity log.', seen);
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [putActivityLogs],
    plan: (settings) => addedActivityLogs(settings, categories),
  },
});

const categories = ['Administrative', 'Security', 'Policy'];
