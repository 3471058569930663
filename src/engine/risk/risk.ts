import { compareText } from '#lib/text';
import { isInVersions } from '#lib/version-range';
import type {
  Affected,
  ComponentKind,
  ImageInUse,
  InRange,
  Instant,
  NotKnown,
  Owner,
  RiskAnswer,
  RiskEvidence,
  RiskPlace,
  RiskQuestion,
  TargetComponents,
  ToldComponent,
} from '#model';
import { imageJudge, partsIn, undigested, type ImageVerdict } from './risk-images.ts';
import { placesOf, type Places } from './risk-places.ts';

/** What a question is answered with, besides what the store knows. */
export interface Asking {
  readonly owners: readonly Owner[];
  readonly inRange: InRange;
  readonly at: Instant;
}

/** Says who is affected, and of whom nobody can say so. */
export function riskOf(question: RiskQuestion, evidence: RiskEvidence, asking: Asking): RiskAnswer {
  const places = placesOf(evidence.told, asking.owners);
  const judge = judgeOf(question, evidence, asking);
  const affected: Affected[] = [];
  const unknown: NotKnown[] = [];
  let looked = 0;
  for (const target of evidence.told) {
    for (const one of target.told) {
      const verdict = judge(one, target);
      if (!verdict) continue;
      looked += 1;
      if (verdict.is === 'clear') continue;
      for (const place of placesIn(one, target, places)) {
        const { what, runs } = wordsOf(one);
        if (verdict.is === 'unknown') unknown.push({ ...place, what, runs, why: verdict.why });
        else affected.push({ ...place, what, resource: { type: one.type, id: one.id }, runs, seen: verdict.seen });
      }
    }
  }
  unknown.push(...unreadIn(kindOf(question), evidence.told, places));
  unknown.push(
    ...evidence.missed.map((it): NotKnown => ({ ...places.of(it), runs: [], why: 'not read by the last run' })),
  );
  return { affected: affected.sort(byPlace), unknown: unknown.sort(byPlace), looked };
}

type Judge = (one: ToldComponent, target: TargetComponents) => ImageVerdict | undefined;

const kinds = { cve: 'image', package: 'image', image: 'image', ami: 'machine', version: 'version' } as const;

const kindOf = ({ about }: RiskQuestion): ComponentKind => kinds[about];

function judgeOf(question: RiskQuestion, evidence: RiskEvidence, { inRange, at }: Asking): Judge {
  if (question.about === 'cve' || question.about === 'package') {
    const judge = imageJudge(question, evidence, inRange, at);
    return ({ component }) => (component.kind === 'image' ? judge(component) : undefined);
  }
  if (question.about === 'ami') {
    return ({ component }, { readAt }) => {
      if (component.kind !== 'machine') return undefined;
      const says = component.running ? 'runs it' : 'would start it';
      return component.image === question.id ? seenAt(readAt, says) : { is: 'clear' };
    };
  }
  if (question.about === 'image') {
    const isMeant = imageMatcher(question, evidence.told);
    return ({ component }, { readAt }) => {
      if (component.kind !== 'image') return undefined;
      if (component.digest === '' && 'digest' in question) return undigested;
      return isMeant(component) ? seenAt(readAt, component.reference) : { is: 'clear' };
    };
  }
  const { service } = question;
  return ({ type, component }, { readAt }) => {
    if (component.kind !== 'version' || component.of !== question.of) return undefined;
    if (service !== undefined && !type.startsWith(`${service}.`)) return undefined;
    const inside = isInVersions(component.version, question.versions);
    if (component.version === '') return { is: 'unknown', why: 'its version is not told' };
    if (inside === undefined) return { is: 'unknown', why: `${component.version} is no version that can be compared` };
    return inside ? seenAt(readAt, component.version) : { is: 'clear' };
  };
}

const seenAt = (at: Instant, says: string): ImageVerdict => ({ is: 'affected', seen: [{ by: 'read', at, says }] });

/** Whether an image in use is meant: by its digest, by that of its index or of a part of it, or by its name. */
function imageMatcher(
  question: Extract<RiskQuestion, { about: 'image' }>,
  told: readonly TargetComponents[],
): (image: ImageInUse) => boolean {
  if ('digest' in question) {
    const parts = partsIn(told);
    const around = [...parts].filter(([, own]) => own.some(({ digest }) => digest === question.digest));
    const behind = (parts.get(question.digest) ?? []).map(({ digest }) => digest);
    const meant = new Set([question.digest, ...behind, ...around.map(([digest]) => digest)]);
    return ({ digest }) => meant.has(digest);
  }
  const { host, path, tag } = question;
  return ({ repository, reference }) => {
    const isThere = host === undefined ? `/${repository}`.endsWith(`/${path}`) : repository === `${host}/${path}`;
    return isThere && (tag === undefined || tagOf(reference) === tag);
  };
}

/** The tag of an image's name; what is named by a digest alone has none, and what has neither is `latest`. */
function tagOf(reference: string): string | undefined {
  const [named = '', digest] = reference.split('@');
  const tag = /:([^/:]+)$/.exec(named)?.[1];
  return tag ?? (digest === undefined ? 'latest' : undefined);
}

function placesIn({ component }: ToldComponent, target: TargetComponents, places: Places): readonly RiskPlace[] {
  if (component.kind === 'version') return [places.of(target, component.cluster)];
  if (component.kind === 'machine' && component.clusters.length > 0)
    return component.clusters.map((cluster) => places.of(target, cluster));
  return [places.of(target)];
}

function wordsOf({ name, component }: ToldComponent): { readonly what: string; readonly runs: readonly string[] } {
  if (component.kind === 'image')
    return {
      what: component.digest === '' ? component.reference : `${component.repository}@${component.digest}`,
      runs: component.workloads,
    };
  if (component.kind === 'machine') return { what: component.image, runs: [name] };
  const of = component.of === 'kubernetes' ? 'Kubernetes' : component.of;
  return { what: `${of} ${component.version}`.trimEnd(), runs: [component.part] };
}

/** Targets that should have told of such components and did not, and clusters that nobody entered. */
function unreadIn(kind: ComponentKind, fleet: readonly TargetComponents[], places: Places): readonly NotKnown[] {
  const untold = fleet.flatMap((target) => {
    const own = target.unread.filter((it) => it.kinds.includes(kind)).map(({ why }) => why);
    return [...new Set(own)].map((why): NotKnown => ({ ...places.of(target), runs: [], why }));
  });
  if (kind !== 'image') return untold;
  const unentered = places.unentered.map((place): NotKnown => ({
    ...place,
    runs: [],
    why: 'what runs in the cluster was not read',
  }));
  return [...untold, ...unentered];
}

const byPlace = (a: NotKnown | Affected, b: NotKnown | Affected): number =>
  compareText(a.cluster?.name ?? '', b.cluster?.name ?? '') ||
  compareText(a.target, b.target) ||
  compareText(a.what ?? '', b.what ?? '') ||
  compareText(a.runs.join(), b.runs.join());
