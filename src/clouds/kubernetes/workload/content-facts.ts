import type { BillWord, DeniedContent, Evidence, Fail, Unknown } from '#model';
import { fail, isMissed, isUnread, unknown } from '#rule';
import type { ImageReference } from '../image/reference-facts.ts';
import { toldOf } from './container-facts.ts';
import type { RanImage } from './denied-image-facts.ts';
import type { PodSecurity } from './facts.ts';
import { imageSources } from './registry-facts.ts';

/** An image of one platform, and what its registry says of what policy denies; undefined where it says nothing of it. */
export interface ImagePart {
  readonly digest: string;
  says(denial: DeniedContent): BillWord | undefined;
}

/**
 * Tells the images behind a digest that may run, or the one that it is itself, as its registry holds them. Absent where
 * no registry that is watched holds it.
 */
export type AskContents = (image: Digested) => readonly ImagePart[] | Unknown | 'absent';

interface Digested {
  readonly repository: string;
  readonly digest: string;
}

/** What policy denies of the contents of images. */
export interface ContentDenials {
  readonly denyPackages: readonly DeniedContent[];
  readonly denyCves: readonly DeniedContent[];
}

/** What images of a pod hold that policy denies, one fail for each entry, and why it cannot be said of another image or entry. */
export interface DeniedContents {
  readonly fails: readonly Fail<never>[];
  readonly unsure: Unknown | undefined;
}

/**
 * Looks into the images of a pod: those that its live pods run, and those that its template names by digest. What is named
 * by a tag alone is known only where something runs by that name.
 */
export function deniedContents(
  pod: PodSecurity,
  ran: readonly RanImage[],
  { denyPackages, denyCves }: ContentDenials,
  ask: AskContents,
): DeniedContents {
  // What a version of the policy holds may be laid over it as well.
  const denials = [...new Map([...denyPackages, ...denyCves].map((it) => [it.about, it])).values()];
  if (denials.length === 0) return { fails: [], unsure: undefined };
  const named = imageSources(pod).map((one) => ({ ...one, digest: one.reference?.digest }));
  const digested = [
    ...ran.filter(({ digest }) => digest !== undefined),
    ...named.filter(({ digest }) => digest !== undefined),
  ];
  const nameless = [...named, ...ran].find((one) => one.digest === undefined && !isRun(one.reference, ran));
  const looked = digested.map((image) => ({ image, say: lookedInto(image, ask) }));
  const answers = denials.map((denial) => looked.map(({ image, say }) => ({ denial, image, word: say(denial) })));
  const fails = answers.flatMap((own) => {
    const found = own.flatMap(({ denial, image, word }) =>
      word.is === 'held' ? [{ denial, image, says: word.says }] : [],
    );
    const [first] = found;
    if (!first) return [];
    const { about } = first.denial;
    const message = toldOf(pod, `Policy denies ${about}: ${wordsOf(found)}.`);
    return [fail(message, found.map(evidenceOf), { key: about })];
  });
  const [odd] = answers
    .flat()
    .flatMap(({ denial, image, word }) => (word.is === 'unsure' ? [{ denial, image, word }] : []));
  const unsure = odd && notKnown(odd.image, odd.denial, odd.word.why);
  return { fails, unsure: unsure ?? (nameless && unnamed(nameless)) };
}

type Image = Pick<RanImage, 'name' | 'at' | 'text' | 'reference' | 'digest'>;

/** Answers for an image what each denial asks: by the bills of its own digest, then by the parts of it that may run. */
function lookedInto({ reference, digest = '' }: Image, ask: AskContents): (denial: DeniedContent) => BillWord {
  if (!reference) return () => unsure('it runs without a digest that a registry has');
  const parts = ask({ repository: reference.written, digest });
  return (denial) => {
    const own = billWord(denial, digest);
    if (own?.is === 'held' || parts === 'absent') return own ?? noBill(denial);
    if (isUnread(parts)) return isMissed(parts) ? unsure(parts.message) : (own ?? noBill(denial));
    const words = parts.map((part) => partWord(denial, part));
    const [first, ...others] = words;
    if (!first) return unsure('its index has no image of the platform that runs');
    return others.every(({ is }) => is === first.is) ? first : unsure(platformUnknown);
  };
}

const platformUnknown = 'which platform of the image runs is not known, and they differ';

/** A bill and a scan complete each other: what either saw is there, and what one cleared the other need not know. */
function partWord(denial: DeniedContent, part: ImagePart): BillWord {
  const words = [billWord(denial, part.digest), part.says(denial)].filter((word) => word !== undefined);
  const byRank = (is: BillWord['is']): BillWord | undefined => words.find((word) => word.is === is);
  return byRank('held') ?? byRank('clear') ?? byRank('unsure') ?? noBill(denial);
}

const billWord = ({ images = {} }: DeniedContent, digest: string): BillWord | undefined =>
  Object.hasOwn(images, digest) ? images[digest] : undefined;

const noBill = ({ asks }: DeniedContent): BillWord =>
  unsure(
    asks?.about === 'cve'
      ? `neither a scan nor a bill of materials is there. ${cure}`
      : `no bill of materials lists its packages. ${cure}`,
  );

const cure = 'Give one: shoalwatch inventory import PATH.';

const unsure = (why: string): BillWord & { readonly is: 'unsure' } => ({ is: 'unsure', why });

/** Whether a pod runs an image by this name, so that the digest behind the name is known. */
const isRun = (name: ImageReference | undefined, ran: readonly RanImage[]): boolean =>
  ran.some(({ digest, called }) => {
    if (digest === undefined || !name || !called) return false;
    return called.host === name.host && called.path === name.path && tagOf(called) === tagOf(name);
  });

const tagOf = ({ tag = 'latest' }: ImageReference): string => tag;

const notKnown = ({ name, text }: Image, { about }: DeniedContent, why: string): Unknown =>
  unknown('not-found', `Whether ${name} (${text}) holds ${about} is not known: ${why.replace(/\.?$/, '.')}`);

const unnamed = ({ name, text }: Image): Unknown =>
  unknown('not-found', `No pod runs the image of ${name} (${text}), so that nobody knows what it holds.`);

interface Held {
  readonly image: Image;
  readonly says: string;
}

const wordsOf = (found: readonly Held[]): string =>
  [...new Set(found.map(({ image, says }) => `${image.name} (${image.text}) holds ${says}`))].join('; ');

const evidenceOf = ({ image: { at, name, text }, says }: Held): Evidence => ({
  at,
  actual: { name, image: text, holds: says },
});
