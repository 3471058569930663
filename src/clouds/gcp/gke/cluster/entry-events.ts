import { textAt } from '../../../json.ts';
import { fullName } from '../../address.ts';
import type { AuditEntry } from '../../delivered-events.ts';
import { resourceOfEntry } from '../../project-events.ts';

/** The full name of the cluster that an entry is about, by its resource or by its labels. */
export function clusterOfEntry(entry: AuditEntry): string | undefined {
  const named = /^projects\/[^/]+\/(?:zones|locations)\/[^/]+\/clusters\/[^/]+/.exec(resourceOfEntry(entry))?.[0];
  return named === undefined ? clusterOfLabels(entry) : fullName('container', named);
}

/** The same by the labels alone, where the resource is something inside of the cluster. */
export function clusterOfLabels({ labels }: AuditEntry): string | undefined {
  const [project, location, name] = ['project_id', 'location', 'cluster_name'].map((key) => textAt(labels, key));
  return project === undefined || location === undefined || name === undefined
    ? undefined
    : fullName('container', `projects/${project}/locations/${location}/clusters/${name}`);
}
