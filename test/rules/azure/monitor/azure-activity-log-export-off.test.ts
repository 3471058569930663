import rule from '#rules/azure/monitor/azure-activity-log-export-off';
import { groupsOf, logsOf, workspace } from '../../../support/azure/diagnostics.ts';
import { activityLogTo } from '../../../support/azure/surroundings.ts';
import { testRule } from '../../../support/test-rule.ts';

const sending = { name: 'activity', ...workspace };
const nothing = 'No diagnostic setting sends the activity log anywhere.';
const lacking = 'No diagnostic setting sends the category Administrative of the activity log.';
const unnamed = 'name the workspace that the logs are sent to';

testRule(rule, {
  pass: {
    'all three are sent': { on: activityLogTo({ ...sending, logs: logsOf('Administrative', 'Security', 'Policy') }) },
    'Administrative and another, in any spelling': {
      on: activityLogTo({ ...sending, logs: logsOf('administrative', 'SECURITY') }),
    },
    'the union over all settings and destinations': {
      on: activityLogTo(
        { storageAccountId: 'archive', logs: logsOf('Policy') },
        { eventHubAuthorizationRuleId: 'hub', logs: logsOf('Administrative') },
      ),
    },
    'allLogs holds everything': { on: activityLogTo({ marketplacePartnerId: 'p', logs: groupsOf('allLogs') }) },
  },
  fail: {
    'no setting': { on: activityLogTo(), message: nothing, cannot: unnamed },
    'a setting without a destination': {
      on: activityLogTo({ name: 'activity', logs: logsOf('Administrative', 'Security') }),
      message: nothing,
      cannot: unnamed,
    },
    'Administrative is not sent': {
      on: activityLogTo({ ...sending, logs: logsOf('Security', 'Policy') }),
      message: lacking,
    },
    'Administrative is switched off': {
      on: activityLogTo({
        ...sending,
        logs: [{ category: 'Administrative', enabled: false }, ...logsOf('Security')],
      }),
      message: lacking,
    },
    'Administrative alone': {
      on: activityLogTo({ ...sending, logs: logsOf('Administrative', 'Alert') }),
      grade: 'low',
      message: 'Of the activity log only Administrative is sent anywhere.',
    },
    'a setting that sends to an archive too is left alone': {
      on: activityLogTo({ ...sending, storageAccountId: 'archive', logs: logsOf('Security') }),
      message: lacking,
      cannot: 'no diagnostic setting sends categories to a workspace alone',
    },
  },
  unknown: {
    'what another group holds is not read': {
      on: activityLogTo({ ...sending, logs: groupsOf('audit') }),
      reason: 'outside',
      message: 'What the groups of its settings hold is not read.',
    },
  },
});
