import { defineAction, wire } from '#model';
import type { Action, CannotPlan, ResourceOf } from '#model';
import {
  formerLogs,
  logPermissions,
  plannedLogs,
  withLogs,
  type LogsOfSetting,
} from '../diagnostic-settings/actions.ts';
import { activityLogSettings } from './resource.ts';

/** Says which categories of the activity log one diagnostic setting of a subscription sends, as `putLogs` does for an object. */
export const putActivityLogs = defineAction({
  name: 'monitor.put-activity-logs',
  on: activityLogSettings,
  kind: 'replace',
  permissions: logPermissions,
  writes: ['value.logs'],
  request: wire<LogsOfSetting>(),
  simulate: (settings, request) => [{ put: { ...settings, config: withLogs(settings.config, request) } }],
  undo: ({ config }, request, again) => formerLogs(config, request).map((it) => again(it)),
});

/** Plans to send some more categories by a setting of the subscription that sends to a workspace alone. */
export function addedActivityLogs(
  settings: ResourceOf<typeof activityLogSettings>,
  categories: readonly string[],
): readonly Action[] | CannotPlan {
  return plannedLogs(settings.config, categories, (request) => putActivityLogs(settings, request));
}
