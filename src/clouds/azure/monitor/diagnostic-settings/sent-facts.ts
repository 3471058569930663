import type { Look, Unknown } from '#model';
import { isUnread, unknown, type Evidence } from '#rule';
import { diagnosticCategories, diagnosticCategoriesOf } from '../diagnostic-categories/resource.ts';
import { allLogs, membersOf, needsCategories, sentBy } from './facts.ts';
import { diagnosticSettings, diagnosticSettingsOf } from './resource.ts';

/** Which logs of an object are sent anywhere. */
export interface SentLogs {
  /** There is no diagnostic setting with a destination. */
  readonly isNone: boolean;
  /** Every category, or those of this set, in lower case. */
  readonly categories: 'all' | ReadonlySet<string>;
  /** Why there may be more: what the groups hold could not be read. */
  readonly unread?: Unknown;
  readonly seen: Pick<Evidence, 'at' | 'actual'>;
}

interface About {
  /** `cluster`. */
  readonly what: string;
  /** What the group of audit logs certainly holds; the list of categories says what else. */
  readonly audit: readonly string[];
}

/**
 * The logs of an object, given by its ARM id, that diagnostic settings send somewhere, over all of its settings. The list
 * of categories is asked for where a group other than the one of all logs is sent.
 * Source: https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings
 */
export function logsSentOf(
  id: string,
  { what, audit }: About,
  { find }: Pick<Look<typeof diagnosticSettings | typeof diagnosticCategories>, 'find'>,
): SentLogs | Unknown {
  const settings = find(diagnosticSettings, diagnosticSettingsOf(id));
  if (isUnread(settings)) return settings;
  if (settings === 'absent') return unknown('not-found', `The diagnostic settings of the ${what} were not read.`);
  const sent = sentBy(settings.config);
  const about = { isNone: sent.isNone, seen: { at: `${settings.id}#value`, actual: settings.config.value } };
  if (sent.groups.has(allLogs)) return { ...about, categories: 'all' };
  const known = [...sent.categories, ...(sent.groups.has('audit') ? audit : [])];
  if (!needsCategories(sent)) return { ...about, categories: new Set(known) };
  const listed = find(diagnosticCategories, diagnosticCategoriesOf(id));
  if (isUnread(listed)) return { ...about, categories: new Set(known), unread: listed };
  if (listed === 'absent') return { ...about, categories: new Set(known), unread: unlisted };
  return { ...about, categories: new Set([...known, ...membersOf(listed.config, sent.groups)]) };
}

const unlisted = unknown('not-found', 'What the groups of its diagnostic settings hold was not read.');
