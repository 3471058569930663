import { defineFact, type Evidence, type Fail, type ResourceOf, type Unknown } from '#model';
import { fail, isMissed, isUnread, unknown } from '#rule';
import { isNamedByAny } from '../image/denied-facts.ts';
import { parseReference, type ImageReference } from '../image/reference-facts.ts';
import { isFromAny } from '../image/registry-facts.ts';
import { job } from '../job/resource.ts';
import { pod } from '../pod/resource.ts';
import { replicaSet } from '../replica-set/resource.ts';
import { toldOf } from './container-facts.ts';
import type { PodSecurity } from './facts.ts';
import { livePods } from './live-facts.ts';
import { imageSources } from './registry-facts.ts';
import { workloads } from './resource.ts';

/** An image that a live pod runs, as its status tells it. */
export interface RanImage {
  /** The container. */
  readonly name: string;
  readonly at: string;
  /** The repository and digest that the runtime tells, or the name where it tells none. */
  readonly text: string;
  readonly reference: ImageReference | undefined;
  readonly digest: string | undefined;
  /** What the status calls the image beside its digest. */
  readonly called?: ImageReference | undefined;
}

/** The images of a workload's live pods, and why there may be others. */
export const ranImages = defineFact({
  name: 'k8s.ran-images',
  of: workloads,
  uses: [livePods, pod, replicaSet, job],
  work(it, { fact, list }): { readonly images: readonly RanImage[]; readonly unread: Unknown | undefined } {
    if (it.type === 'k8s.pod') return { images: imagesRunIn(it, ''), unread: undefined };
    if (it.config.metadata?.uid === undefined) return { images: [], unread: undefined };
    const between = it.type === 'k8s.deployment' ? [list(replicaSet)] : it.type === 'k8s.cron-job' ? [list(job)] : [];
    const unread = [list(pod), ...between].map((one) => one.unread).find((one) => one !== undefined);
    return { images: fact(livePods, it).flatMap((one) => imagesRunIn(one.pod, `${one.pod.id}#`)), unread };
  },
});

/** The images that policy denies, or why it cannot be said of one. */
export interface DeniedImages {
  readonly fails: readonly Fail<never>[];
  readonly unsure: Unknown | undefined;
}

/** What policy denies. */
export interface ImageDenials {
  readonly denyImages: readonly string[];
  readonly denyDigests: readonly string[];
  readonly denyRegistries: readonly string[];
}

/** Tells the digests behind an index; undefined where it is none, or nobody watches its registry. */
type AskParts = (image: {
  readonly repository: string;
  readonly digest: string;
}) => readonly string[] | Unknown | undefined;

/** Which images policy denies: those that live pods run, by digest or name, then those that the template names. */
export function deniedImages(
  pod: PodSecurity,
  ran: readonly RanImage[],
  policy: ImageDenials,
  ask: AskParts,
): DeniedImages {
  const named = imageSources(pod).map((one) => ({ ...one, digest: one.reference?.digest }));
  const images = [...named, ...ran];
  const answers = images.map((image) => denial(image, policy, ask));
  const bad = images.filter((_, at) => answers[at] === true);
  const texts = new Map(bad.toReversed().map(({ name, text }) => [name, text]));
  const unnamed = named.find(({ reference }) => !reference);
  const words = [...new Set(bad.map(({ name }) => name))]
    .map((name) => `${name} (${texts.get(name) ?? ''})`)
    .join(', ');
  const seen = bad.map(({ name, at, text }): Evidence => ({ at, actual: { name, image: text } }));
  return {
    fails: seen.length === 0 ? [] : [fail(toldOf(pod, `Policy denies images of it: ${words}.`), seen)],
    unsure: answers.find(isUnread) ?? (unnamed && nameless(unnamed)),
  };
}

function denial(
  { reference, digest }: Pick<RanImage, 'reference' | 'digest'>,
  { denyImages, denyDigests, denyRegistries }: ImageDenials,
  ask: AskParts,
): boolean | Unknown {
  if (reference && (isNamedByAny(reference, denyImages) || isFromAny(reference, denyRegistries))) return true;
  if (digest === undefined || denyDigests.length === 0) return false;
  if (denyDigests.includes(digest)) return true;
  const parts = reference && ask({ repository: reference.written, digest });
  if (isUnread(parts)) return isMissed(parts) ? parts : false;
  return parts?.some((one) => denyDigests.includes(one)) ?? false;
}

const nameless = ({ name, text }: { readonly name: string; readonly text: string }): Unknown =>
  unknown('malformed', text === '' ? `No image is named by ${name}.` : `The image of ${name} has no name: ${text}.`);

function imagesRunIn({ config: { status = {} } }: ResourceOf<typeof pod>, prefix: string): readonly RanImage[] {
  const kinds = ['initContainerStatuses', 'containerStatuses', 'ephemeralContainerStatuses'] as const;
  return kinds.flatMap((kind) =>
    (status[kind] ?? []).flatMap(({ name, image = '', imageID = '' }, index) => {
      const at = `${prefix}status.${kind}[${index}]`;
      const id = imageID.replace(/^[a-z-]+:\/\//, '');
      const digest = digestOf(id);
      // An old runtime tells the digest of the image's configuration alone: its name stands in the status.
      const byId = digest === id ? undefined : parseReference(id);
      const called = parseReference(image);
      const own = { name, at: `${at}.imageID`, text: id, reference: byId, digest, called };
      const byName = { name, at: `${at}.image`, text: image, reference: called, digest: undefined };
      return [...(id === '' ? [] : [own]), ...(image === '' || digestOf(image) === image ? [] : [byName])];
    }),
  );
}

const digestOf = (id: string): string | undefined =>
  parseReference(`image@${id.slice(id.lastIndexOf('@') + 1)}`)?.digest;
