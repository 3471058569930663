import { compareText } from '#lib/text';
import type { ActionType, Type } from '#model';
import { permissionsOf, type RoleName } from './permissions.ts';
import { actionPermissions } from './remediator.ts';
import { azureRole, clusterRole, gcpRole } from './roles.ts';

/** What the remediator of a place stands on: what is read there, and what may be changed. */
export interface Remediable {
  readonly types: readonly Type[];
  readonly actions: readonly ActionType[];
}

type Place = Parameters<typeof actionPermissions>[1];

const readers: Readonly<Record<Place, RoleName>> = {
  'azure-subscription': 'azure-reader',
  'gcp-project': 'gcp-reader',
  cluster: 'kubernetes-reader',
};

/**
 * Whoever changes something outside AWS signs in once: one role lets it read, ask who called, and act. In the words of the
 * provider, sorted and each once.
 */
export function remediatorPermissions({ types, actions }: Remediable, place: Place): readonly string[] {
  const callers = types.filter(({ scope }) => scope === place).flatMap((it) => it.callers);
  const all = [...permissionsOf(types)[readers[place]], ...callers, ...actionPermissions(actions, place)];
  return [...new Set(all)].sort(compareText);
}

const title = 'Shoalwatch Remediator';
const description = 'Reads what Shoalwatch audits, and changes what plans say that somebody approved.';

/** `mark` tells roles apart where a tenant holds several: their names are its own. */
export const azureRemediator = (of: Remediable, scopes: readonly string[], mark = '') =>
  azureRole({
    name: `${title}${mark}`,
    ...{ description, scopes },
    actions: remediatorPermissions(of, 'azure-subscription'),
  });

export const gcpRemediator = (of: Remediable) => gcpRole(title, description, remediatorPermissions(of, 'gcp-project'));

/** The name of the ClusterRole of who may change something, and of its binding. */
export const clusterFixRoleName = 'shoalwatch-remediator';

export const clusterRemediator = (of: Remediable) =>
  clusterRole(remediatorPermissions(of, 'cluster'), clusterFixRoleName);
