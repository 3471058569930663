import type { ClusterAccess } from '../cluster-access.ts';
import type { Callers, Clock, Cloud, Gap, Resource, Target, Type } from '#model';
import { againOn, askedOf, nothingOf, unreadOf } from '../again.ts';
import type { Gate } from '../gate.ts';
import { listedBy, listingsOf, type Listed, type Listings } from '../listings.ts';
import { sheetOf, type Failure } from '../sheet.ts';
import { gkeAccess } from './access.ts';
import { listRepositories, type LocationListing } from './artifact-registry/repository/collect.ts';
import { effectiveFirewalls, regionEffectiveFirewalls } from './compute/effective-firewalls/resource.ts';
import { gcpFailure } from './failure.ts';
import { isGoneFromGcp } from './gone.ts';
import type { callersThrough } from './gke/cluster/callers.ts';
import { clustersApi, listClusters, type GkeConfig } from './gke/cluster/collect.ts';
import { gkeCluster } from './gke/cluster/resource.ts';
import { serviceAccountKeys } from './iam/service-account-keys/resource.ts';
import { keyPolicy } from './kms/key-policy/resource.ts';
import { kmsKey } from './kms/key/resource.ts';
import { collectProject } from './project.ts';
import { reachedProjects, type ProjectSource } from './projects.ts';
import { callerOf } from './reader.ts';
import { rereadProject } from './reread.ts';
import { openSession, type Session, type SessionSettings, type SignedOut } from './session.ts';
import { gcpTypes } from './types.ts';

export interface GcpSettings extends SessionSettings {
  readonly gate: Gate;
  readonly clock: Clock;
  /** Instead of all that the sign-in reaches. */
  readonly sources?: readonly ProjectSource[];
  /** Instead of what the sources lead to; what these say of a project that they name still holds. */
  readonly projectIds?: readonly string[];
  /** How audit logs are asked, where a fix may be planned: whoever only reads asks none. */
  readonly askCallers?: typeof callersThrough;
}

export interface GcpCloud extends Required<Cloud> {
  /** How the Kubernetes API of a cluster that was read can be called. */
  access(cluster: Resource): Promise<ClusterAccess | Failure>;
  /** Who called the Kubernetes API of a cluster lately, as its audit log tells; undefined for what is no cluster, and where nobody asks. */
  callers(cluster: Resource): Promise<Callers | undefined>;
}

const cure = 'Run `gcloud auth application-default login`, or set GOOGLE_APPLICATION_CREDENTIALS.';
const nothingReached = 'The Google sign-in reaches no active project.';
const nothingNamed = 'What is to be read holds no active project that is not left out.';

const scopes = ['gcp-project'] as const;

/** Stands for the projects that could not be listed. */
const unlisted = 'gcp:unknown';

/** Reads Google Cloud: a target for each project. */
export function gcpCloud(settings: GcpSettings): GcpCloud {
  const { gate, clock } = settings;
  let opening: ReturnType<typeof openSession> | undefined;
  const session = (): ReturnType<typeof openSession> => (opening ??= openSession(settings));
  const sources = settings.projectIds ? sourcesOf(settings.projectIds, settings.sources) : settings.sources;
  const known = [...new Set(sources?.flatMap(({ projects = [] }) => projects))];
  let clusters = listingsFor(known);
  let repositories = repositoriesFor(known);

  function listingsFor(ids: readonly string[]): Listings<GkeConfig> {
    return listingsOf(ids, async (id, add, signal) => {
      const open = await session();
      if (isOpen(open)) await listClusters(callerOf(gate, id, signal), open, id, add);
    });
  }

  /** Those of projects that may have clusters: several projects name the keys that encrypt them. */
  function repositoriesFor(ids: readonly string[]): Listings<LocationListing> {
    return listingsOf(ids, async (id, add, signal) => {
      const open = await session();
      const held = (await clusters.others('', signal)).find(([it]) => it === id)?.[1];
      if (isOpen(open) && (!held || mayHoldClusters(held)))
        await listRepositories(callerOf(gate, id, signal), open, id, add);
    });
  }

  const targetOf = (id: string, { environment }: ProjectSource = {}): Target => {
    const label = environment === undefined ? {} : { environment };
    return { id: `gcp:${id}`, provider: 'gcp', scopes, ...label };
  };

  const clustersOfOthers = async (project: string, signal: AbortSignal | undefined) =>
    (await clusters.others(project, signal)).map(([id, { items }]) => [id, items] as const);

  const collect: Cloud['collect'] = async (target, signal) => {
    const startedAt = startOf(clock);
    const nothing = nothingOf(target, startedAt);
    if (target.id === unlisted) return nothing;
    const open = await session();
    if (!isOpen(open)) {
      return { ...nothing, gaps: [gapOn(target.id, { reason: 'denied', detail: signedOut(open) }, clustersApi)] };
    }
    const project = target.id.slice('gcp:'.length);
    const sheet = sheetOf(target, startedAt, gcpFailure);
    const forProject = (id: string) => callerOf(gate, id, signal);
    const at = { ...forProject(project), project, session: open, sheet, for: forProject };
    const [own, others] = await Promise.all([clusters.own(project, signal), clustersOfOthers(project, signal)]);
    const inScope = await collectProject(at, own, others, async () => [
      [project, await repositories.own(project, signal)],
      ...(await repositories.others(project, signal)),
    ]);
    // Without clusters nothing in a project is judged: that is no gap, and no claim about what was not looked at.
    return inScope ? sheet.reading() : { ...sheet.reading(), target: { ...target, scopes: [] } };
  };

  return {
    provider: 'gcp',
    async discover() {
      const open = await session();
      if (!isOpen(open)) {
        opening = undefined;
        return { targets: [], gaps: [], skipped: signedOut(open) };
      }
      const { projects, unread } = await reachedProjects(open, gate, sources);
      const ids = [...projects.keys()];
      clusters = listingsFor(ids);
      repositories = repositoriesFor(ids);
      const targets = [...projects].map(([id, source]) => targetOf(id, source));
      if (unread.length > 0) {
        const gaps = unread.map(({ api, failure }) => gapOn(unlisted, failure, api));
        return { targets: [...targets, targetOf('unknown')], gaps };
      }
      const skipped = sources ? nothingNamed : nothingReached;
      return { targets, gaps: [], ...(targets.length === 0 && { skipped }) };
    },
    collect,
    async reread(target, touched, signal) {
      const startedAt = startOf(clock);
      const asked = askedOf(gcpTypes, target.id, touched, holderIn(target.id));
      // Where there were no clusters nothing was read, and nothing but a new cluster makes it matter.
      if (target.scopes.length === 0) {
        const isMade = asked.some(({ type }) => type === gkeCluster);
        return isMade ? collect({ ...target, scopes }, signal) : nothingOf(target, startedAt);
      }
      const open = await session();
      if (!isOpen(open)) return unreadOf(target, startedAt, asked, { reason: 'denied', detail: signedOut(open) });
      const project = target.id.slice('gcp:'.length);
      const again = againOn(sheetOf(target, startedAt, gcpFailure));
      const forProject = (id: string) => callerOf(gate, id, signal);
      const at = { ...forProject(project), project, session: open, for: forProject };
      await rereadProject(at, again, asked, {
        own: () => clusters.own(project, signal),
        others: () => clustersOfOthers(project, signal),
        repositories: () => listedBy<LocationListing>((add) => listRepositories(at, open, project, add)),
        otherRepositories: () => repositories.others(project, signal),
      });
      return again.reading();
    },
    async isGone(it, signal) {
      const open = await session();
      return isOpen(open) && isGoneFromGcp(it, { session: open, gate, signal });
    },
    async access(cluster) {
      const open = await session();
      return isOpen(open) ? gkeAccess(cluster, open) : { reason: 'denied', detail: signedOut(open) };
    },
    callers: async (it) =>
      it.type === gkeCluster.name ? settings.askCallers?.(await session(), it, settings) : undefined,
  };
}

const startOf = (clock: Clock): string => new Date(clock.now()).toISOString();

/** Keys, who may use them, those of accounts, and networks of a project that nobody watches are read by the first project that uses them. */
const shared: readonly Type[] = [kmsKey, keyPolicy, serviceAccountKeys, effectiveFirewalls, regionEffectiveFirewalls];

const holderIn =
  (target: string) =>
  (type: Type, id: string): string | undefined =>
    shared.includes(type) ? target : type.home(id);

/** Whether something is in a listing, or could not be read though the service is on. */
const mayHoldClusters = ({ items, error }: Listed<GkeConfig>): boolean =>
  items.length > 0 || (error !== undefined && gcpFailure(error).reason !== 'not-enabled');

/** Some projects, each by the source that names it where there is one. */
const sourcesOf = (ids: readonly string[], sources: readonly ProjectSource[] = []): readonly ProjectSource[] => [
  ...sources.flatMap(({ projects, ...rest }) =>
    projects ? [{ ...rest, projects: projects.filter((id) => ids.includes(id)) }] : [],
  ),
  { projects: ids },
];

const isOpen = (session: Session | SignedOut): session is Session => 'auth' in session;

const signedOut = ({ signedOut: why }: SignedOut): string =>
  why === '' ? `Nobody is signed in to Google Cloud. ${cure}` : `The Google sign-in cannot be used: ${why} ${cure}`;

function gapOn(target: string, { reason, detail, permission }: Failure, api: string): Gap {
  const granted = reason === 'denied' ? { permission: permission ?? api } : {};
  return { target, api, reason, ...granted, types: gcpTypes.map(({ name }) => name), detail };
}
