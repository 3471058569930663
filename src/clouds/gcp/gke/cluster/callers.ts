import type { protos } from '@google-cloud/artifact-registry';
import { parseInstant } from '#lib/time';
import type { Caller, Callers, Clock, Instant, Resource } from '#model';
import type { Gate } from '../../../gate.ts';
import { textAt } from '../../../json.ts';
import { gcpFailure } from '../../failure.ts';
import { firstEntries, type EntriesPlace } from '../../log-entries.ts';
import { callerOf } from '../../reader.ts';
import type { Session, SignedOut } from '../../session.ts';
import {
  accessFilter,
  accessKindsOff,
  callerIn,
  callersIn,
  callsFilter,
  fromOutside,
  lookBackDays,
  mostCallers,
  nodesAt,
  placeIn,
  withinNetworks,
  type ClusterPlace,
  type Reads,
} from './audit-log.ts';
import { gkeCluster } from './resource.ts';

interface Way {
  readonly gate: Gate;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

interface Asking extends EntriesPlace {
  readonly session: Session;
  readonly cluster: ClusterPlace;
  readonly since: Instant;
}

/** Answers that one question about a cluster may take: Google lets a project ask for entries sixty times a minute. */
const mostAnswers = 20;

/** Who called the Kubernetes API of a cluster lately. What cannot be read is told with what would cure it. */
export async function gkeCallers(
  { id, config }: Resource,
  { session, gate, clock, signal }: Way & { readonly session: Session },
): Promise<Callers> {
  const cluster = placeIn(id);
  if (!cluster) return unread('The name of the cluster says no place.', 'Scan again.');
  const made = parseInstant(textAt(config, 'createTime') ?? '') ?? 0;
  const from = Math.max(clock.now() - lookBackDays * 24 * 3_600_000, made);
  const since = new Date(from).toISOString();
  const { project } = cluster;
  const at: Asking = { ...{ session, gate, signal, project, cluster, since }, budget: { left: mostAnswers } };
  try {
    const { callers, isAll } = await calledFrom(at, fromOutside);
    const nodes = await nodesOf(at, callers);
    const outside = callers.filter((it) => !nodes.has(it.address));
    // That nobody calls from outside is an answer only of a log that tells of anybody.
    const others = outside.length === 0 ? await anyCallers(at) : [];
    return callersIn({ from: since, callers: [...outside, ...others], isAll, reads: await readsOf(at) });
  } catch (error) {
    const { reason, detail } = gcpFailure(error);
    const cure = reason === 'denied' ? `Allow ${gkeCluster.callers.join(' and ')} in ${project}.` : 'Plan again.';
    return unread(`Its audit log cannot be read: ${detail}`, cure);
  }
}

/** The same by whoever is signed in. */
export function callersThrough(session: Session | SignedOut, cluster: Resource, way: Way): Promise<Callers> | Callers {
  return 'auth' in session
    ? gkeCallers(cluster, { ...way, session })
    : unread('Nobody is signed in to Google Cloud.', 'Sign in to it.');
}

const unread = (why: string, cure: string): Callers => ({ is: 'unread', why, cure });

const entriesOf = (at: Asking, more: readonly string[], known: Iterable<string> = []) =>
  firstEntries(at, {
    filter: callsFilter(at.cluster, at.since, more, known),
    ...{ orderBy: 'timestamp desc', pageSize: 500 },
  });

/** Logging sums nothing up: each question leaves out the addresses that the last ones have told of. */
async function calledFrom(
  at: Asking,
  more: readonly string[],
): Promise<{ readonly callers: readonly Caller[]; readonly isAll: boolean }> {
  let callers: readonly Caller[] = [];
  while (callers.length < mostCallers) {
    const known = callers.map(({ address }) => address);
    const { entries, isAll } = await entriesOf(at, more, known);
    const next = distinct([...callers, ...entries.flatMap((it) => callerIn(it) ?? [])]);
    if (isAll || next.length === callers.length) return { callers: next, isAll };
    callers = next;
  }
  return { callers, isAll: false };
}

/** Each address once, with the first of its callers. */
function distinct(callers: readonly Caller[]): readonly Caller[] {
  const first = new Map<string, Caller>();
  for (const it of callers) if (!first.has(it.address)) first.set(it.address, it);
  return [...first.values()];
}

/** Those within, as far as one answer goes: no list of networks cuts them off. */
async function anyCallers(at: Asking): Promise<readonly Caller[]> {
  const { entries } = await entriesOf(at, withinNetworks);
  return distinct(entries.flatMap((it) => callerIn(it) ?? []));
}

async function nodesOf(at: Asking, callers: readonly Caller[]): Promise<ReadonlySet<string>> {
  const nodes: Caller[] = [];
  for (let from = 0; from < callers.length; from += mostCallers) {
    const some = callers.slice(from, from + mostCallers).map(({ address }) => address);
    nodes.push(...(await calledFrom(at, nodesAt(some))).callers);
  }
  return new Set(nodes.map(({ address }) => address));
}

/** Since when reads are recorded. Data Access logs are off unless somebody has turned them on, and not everybody may see them. */
async function readsOf(at: Asking): Promise<Reads> {
  const { session, gate, project, signal, cluster, since } = at;
  const question = { options: { requestedPolicyVersion: 3 } };
  const api = 'resourcemanager.projects.getIamPolicy';
  try {
    const policy = await callerOf(gate, project, signal).call(api, (abort) =>
      session.askResourceManager<protos.google.iam.v1.IPolicy>(`projects/${project}:getIamPolicy`, question, abort),
    );
    const off = accessKindsOff(policy);
    if (off.length > 0) return { unknown: `who only reads is not recorded for sure (${off.join(', ')} is off)` };
    const filter = accessFilter(cluster, since);
    const { entries } = await firstEntries(at, { filter, orderBy: 'timestamp asc', pageSize: 1 });
    const first = parseInstant(textAt(entries[0], 'timestamp') ?? '');
    return first === undefined
      ? { unknown: 'no record of a read was found' }
      : { since: new Date(first).toISOString() };
  } catch (error) {
    return { unknown: `whether reads are recorded is not known (${gcpFailure(error).detail})` };
  }
}
