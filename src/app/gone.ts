import { isOpen } from '#engine/diff';
import type { Cloud, Finding, ResourceRef, Snapshot, Type } from '#model';

/** What is asked about: the findings as they were last written, and what was read since. */
export interface Missed {
  readonly before: readonly Finding[];
  readonly snapshots: readonly Snapshot[];
  readonly clouds: readonly Pick<Cloud, 'provider' | 'isGone'>[];
  /** The types that the rules need. */
  readonly types: readonly Type[];
  readonly signal?: AbortSignal | undefined;
  /** Addresses that are read at once. */
  readonly atOnce?: number;
}

/** The types of managed clusters: what is inside one of them is gone with it. */
export const clusterTypes: ReadonlySet<string> = new Set(['eks.cluster', 'aks.cluster', 'gke.cluster']);

/**
 * The addresses with open findings that no snapshot holds and whose own read answered that they do not exist. Only
 * what a whole listing missed is asked for: a listing that was lost and a refused read leave a finding as it is.
 */
export async function goneOf({ clouds, signal, atOnce = 8, ...missed }: Missed): Promise<ReadonlySet<string>> {
  const gone = new Set<string>();
  const waiting = questionsOf(missed);
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next && !signal?.aborted; next = waiting.shift()) {
      const { provider, asked, about } = next;
      const cloud = clouds.find((it) => it.provider === provider);
      if (await cloud?.isGone?.(asked, signal)) for (const id of about) gone.add(id);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return gone;
}

/** One read of one address, and the addresses that its answer speaks for. */
interface Question {
  readonly provider: Cloud['provider'];
  readonly asked: ResourceRef;
  readonly about: string[];
}

function questionsOf({ before, snapshots, types }: Pick<Missed, 'before' | 'snapshots' | 'types'>): Question[] {
  const read = new Map(snapshots.map((it) => [it.target.id, it]));
  const seen = new Set(snapshots.flatMap(({ resources }) => resources.map(({ id }) => id)));
  const open = new Map(before.filter(isOpen).map(({ resource }) => [resource.id, resource]));
  const questions = new Map<string, Question>();
  for (const it of open.values()) {
    if (seen.has(it.id)) continue;
    const asked = read.has(it.target) ? it : clusterAround(it, types);
    const snapshot = asked && read.get(asked.target);
    if (!snapshot || seen.has(asked.id) || !wasMissed(asked, snapshot)) continue;
    const question = questions.get(asked.id) ?? { provider: snapshot.target.provider, asked, about: [] };
    questions.set(asked.id, question);
    question.about.push(it.id);
  }
  return [...questions.values()];
}

/** The cluster that an object is inside of, as its cloud knows it: the target of a deleted one is not read any more. */
function clusterAround({ target }: ResourceRef, types: readonly Type[]): ResourceRef | undefined {
  if (!target.startsWith('k8s:')) return undefined;
  const id = target.slice('k8s:'.length);
  for (const type of types) {
    const home = clusterTypes.has(type.name) ? type.home(id) : undefined;
    if (home !== undefined) return { type: type.name, id, name: id.split('/').at(-1) ?? id, target: home };
  }
  return undefined;
}

/** Whether the listing that would hold it is whole, or nothing of the target was in scope, and no gap is about it. */
function wasMissed({ type, id }: ResourceRef, { target, complete, gaps }: Snapshot): boolean {
  if (target.folder !== undefined) return false;
  const isAbout = (address: string): boolean => address === id || (address.endsWith('/') && id.startsWith(address));
  if (gaps.some(({ resource, types }) => resource !== undefined && types.includes(type) && isAbout(resource)))
    return false;
  return target.scopes.length === 0 || complete.includes(type);
}
