import { textAt } from '../json.ts';
import type { AuditEntry } from './delivered-events.ts';

type Named = Pick<AuditEntry, 'resourceName' | 'labels'>;

/** The id of the project that an entry is about; undefined for an organisation or a folder. Some services name its number. */
export function projectOfEntry({ resourceName, labels }: Named): string | undefined {
  const named = /^projects\/([^/]+)/.exec(resourceName ?? '')?.[1];
  return named !== undefined && /^[a-z]/.test(named) ? named : (textAt(labels, 'project_id') ?? named);
}

/** What an entry is about, from `projects/` on, with the id of the project. */
export const resourceOfEntry = (entry: Named): string =>
  (entry.resourceName ?? '').replace(/^projects\/[^/]+/, `projects/${projectOfEntry(entry) ?? ''}`);
