import type { ClusterAccess } from '../cluster-access.ts';
import type { Clock, Cloud, Gap, Reading, Resource, Target } from '#model';
import type { Gate } from '../gate.ts';
import { listingsOf, type Listings } from '../listings.ts';
import { sheetOf, type Failure } from '../sheet.ts';
import { gkeAccess } from './access.ts';
import { gcpFailure } from './failure.ts';
import { isGoneFromGcp } from './gone.ts';
import { clustersApi, listClusters, type GkeConfig } from './gke/cluster/collect.ts';
import { collectProject } from './project.ts';
import { projectsApi, reachedProjects } from './projects.ts';
import { callerOf } from './reader.ts';
import { openSession, type Session, type SessionSettings, type SignedOut } from './session.ts';
import { gcpTypes } from './types.ts';

export interface GcpSettings extends SessionSettings {
  readonly gate: Gate;
  readonly clock: Clock;
  /** Instead of all that the sign-in reaches. */
  readonly projectIds?: readonly string[];
  /** The label of a target by the id of its project. */
  readonly environments?: Readonly<Record<string, string>>;
}

export interface GcpCloud extends Required<Cloud> {
  /** How the Kubernetes API of a cluster that was read can be called. */
  access(cluster: Resource): Promise<ClusterAccess | Failure>;
}

const cure = 'Run `gcloud auth application-default login`, or set GOOGLE_APPLICATION_CREDENTIALS.';
const nothingReached = 'The Google sign-in reaches no active project.';

/** Stands for the projects that could not be listed. */
const unlisted = 'gcp:unknown';

/** Reads Google Cloud: a target for each project. */
export function gcpCloud(settings: GcpSettings): GcpCloud {
  const { gate, clock } = settings;
  let opening: ReturnType<typeof openSession> | undefined;
  const session = (): ReturnType<typeof openSession> => (opening ??= openSession(settings));
  let clusters = listingsFor(settings.projectIds ?? []);

  function listingsFor(ids: readonly string[]): Listings<GkeConfig> {
    return listingsOf(ids, async (id, add, signal) => {
      const open = await session();
      if (isOpen(open)) await listClusters(callerOf(gate, id, signal), open, id, add);
    });
  }

  const targetOf = (id: string): Target => {
    const environment = settings.environments?.[id];
    const label = environment === undefined ? {} : { environment };
    return { id: `gcp:${id}`, provider: 'gcp', scopes: ['gcp-project'], ...label };
  };

  return {
    provider: 'gcp',
    async discover() {
      const open = await session();
      if (!isOpen(open)) {
        opening = undefined;
        return { targets: [], gaps: [], skipped: signedOut(open) };
      }
      const named = settings.projectIds;
      const { ids, failure } = named ? { ids: named } : await reachedProjects(open, gate);
      clusters = listingsFor(ids);
      const targets = ids.map(targetOf);
      if (failure) return { targets: [...targets, targetOf('unknown')], gaps: [gapOn(unlisted, failure, projectsApi)] };
      return { targets, gaps: [], ...(targets.length === 0 && { skipped: nothingReached }) };
    },
    async collect(target, signal) {
      const startedAt = new Date(clock.now()).toISOString();
      const nothing: Reading = { target, startedAt, resources: [], complete: [], gaps: [] };
      if (target.id === unlisted) return nothing;
      const open = await session();
      if (!isOpen(open)) {
        return { ...nothing, gaps: [gapOn(target.id, { reason: 'denied', detail: signedOut(open) }, clustersApi)] };
      }
      const project = target.id.slice('gcp:'.length);
      const sheet = sheetOf(target, startedAt, gcpFailure);
      const forProject = (id: string) => callerOf(gate, id, signal);
      const at = { ...forProject(project), project, session: open, sheet, for: forProject };
      const [own, others] = await Promise.all([clusters.own(project, signal), clusters.others(project, signal)]);
      const inScope = await collectProject(
        at,
        own,
        others.map(([id, { items }]) => [id, items]),
      );
      // Without clusters nothing in a project is judged: that is no gap, and no claim about what was not looked at.
      return inScope ? sheet.reading() : { ...sheet.reading(), target: { ...target, scopes: [] } };
    },
    async isGone(it, signal) {
      const open = await session();
      return isOpen(open) && isGoneFromGcp(it, { session: open, gate, signal });
    },
    async access(cluster) {
      const open = await session();
      return isOpen(open) ? gkeAccess(cluster, open) : { reason: 'denied', detail: signedOut(open) };
    },
  };
}

const isOpen = (session: Session | SignedOut): session is Session => 'auth' in session;

const signedOut = ({ signedOut: why }: SignedOut): string =>
  why === '' ? `Nobody is signed in to Google Cloud. ${cure}` : `The Google sign-in cannot be used: ${why} ${cure}`;

function gapOn(target: string, { reason, detail, permission }: Failure, api: string): Gap {
  const granted = reason === 'denied' ? { permission: permission ?? api } : {};
  return { target, api, reason, ...granted, types: gcpTypes.map(({ name }) => name), detail };
}
