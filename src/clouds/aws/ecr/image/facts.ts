import { parseInstant, type Instant } from '#lib/time';
import { defineFact, type Unknown } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { inspectorFinding } from '../../inspector/finding/resource.ts';
import { ecrImageIndex, isAttestation } from '../image-index/resource.ts';
import { basicVulnerability, enhancedVulnerability, uncounted, type Vulnerability } from '../image-scan/facts.ts';
import { ecrImageScan } from '../image-scan/resource.ts';
import { imageBeside } from './address-facts.ts';
import { ecrImage } from './resource.ts';

/** What scanners found in an image. */
export interface ScannedImage {
  /** When a basic scan ended, which sees nothing later; an enhanced one goes on. */
  readonly scannedAt: Instant | undefined;
  readonly vulnerabilities: readonly Vulnerability[];
  /** Why there may be more. */
  readonly unread: Unknown | undefined;
}

/** The image of one platform of an index; an image that is no index has no platform of its own. */
export interface PlatformImage {
  readonly digest: string;
  readonly platform: { readonly os?: string; readonly architecture?: string };
  readonly scan: ScannedImage | Unknown;
}

const pending = ['PENDING', 'IN_PROGRESS'];

/**
 * What scanners found in one image that is no index: the registry's scan, basic or enhanced, or Inspector's own
 * findings where the scan could not be read or does not hold them. Only the states COMPLETE and ACTIVE say anything.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageScanStatus.html
 */
export const scannedImage = defineFact({
  name: 'ecr.scanned-image',
  of: ecrImage,
  uses: [ecrImageScan, inspectorFinding],
  work({ id, config }, { find, list }): ScannedImage | Unknown {
    const inspected = (
      missing?: Unknown,
      told?: typeof ecrImageScan.config.imageScanFindings,
    ): ScannedImage | Unknown => {
      const { items, unread } = list(inspectorFinding, { digest: config.imageDigest ?? '' });
      const vulnerabilities = items.map((one) => enhancedVulnerability(one.config, `${one.id}#`));
      const why = missing ?? unread ?? uncounted(told, vulnerabilities);
      return why && items.length === 0 ? why : { scannedAt: undefined, vulnerabilities, unread: why };
    };

    const scan = find(ecrImageScan, `${id}/scan`);
    if (isUnread(scan)) return inspected(scan);
    if (scan === 'absent') return inspected(unknown('not-found', 'ECR has no scan of the image.'));
    const { imageScanStatus: state, imageScanFindings: found } = scan.config;
    const at = (kind: string, i: number): string => `${scan.id}#imageScanFindings.${kind}[${i}]`;
    if (state?.status === undefined) return fieldMissing('imageScanStatus.status');
    if (state.status === 'ACTIVE') {
      const vulnerabilities = found?.enhancedFindings?.map((one, i) =>
        enhancedVulnerability(one, at('enhancedFindings', i)),
      );
      if (!vulnerabilities) return inspected(undefined, found);
      return { scannedAt: undefined, vulnerabilities, unread: uncounted(found, vulnerabilities) };
    }
    if (state.status !== 'COMPLETE') {
      const reason = pending.includes(state.status) ? 'in-transition' : 'not-ready';
      return unknown(reason, `The state of its scan is ${state.status}.`);
    }
    if (found?.imageScanCompletedAt === undefined) return fieldMissing('imageScanFindings.imageScanCompletedAt');
    if (found.findings === undefined) return fieldMissing('imageScanFindings.findings');
    const vulnerabilities = found.findings.map((one, i) => basicVulnerability(one, at('findings', i)));
    return { scannedAt: found.imageScanCompletedAt, vulnerabilities, unread: uncounted(found, vulnerabilities) };
  },
});

const indexTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

const isIndex = (mediaType: string | undefined): boolean => indexTypes.includes(mediaType ?? '');

/**
 * What scanners found in an image, per platform where it is an index: an index itself is not scanned. Attestations
 * are left out: they say so, and stand in an index as images of the platform unknown, which no node runs.
 * Sources: https://docs.aws.amazon.com/AmazonECR/latest/userguide/docker-push-multi-architecture-image.html,
 * https://docs.docker.com/build/metadata/attestations/attestation-storage/
 */
export const platformImages = defineFact({
  name: 'ecr.platform-images',
  of: ecrImage,
  uses: [ecrImage, ecrImageIndex, scannedImage],
  work(it, { find, fact }): readonly PlatformImage[] | Unknown {
    if (!isIndex(it.config.imageManifestMediaType))
      return [{ digest: it.config.imageDigest ?? '', platform: {}, scan: fact(scannedImage, it) }];
    const index = find(ecrImageIndex, `${it.id}/index`);
    if (isUnread(index)) return index;
    if (index === 'absent') return unknown('not-found', 'The manifests of the image index were not read.');
    const manifests = index.config.manifests.filter((one) => !isAttestation(one));
    return manifests.map(({ digest, platform = {} }) => {
      const child = find(ecrImage, imageBeside(it.id, digest));
      if (isUnread(child)) return { digest, platform, scan: child };
      if (child === 'absent')
        return { digest, platform, scan: unknown('not-found', `ECR does not hold the manifest ${digest}.`) };
      return { digest, platform, scan: fact(scannedImage, child) };
    });
  },
});

/** What a container image says it is; charts, signatures and the like say something else. An index says nothing. */
const imageTypes = ['application/vnd.oci.image.config.v1+json', 'application/vnd.docker.container.image.v1+json'];

/** The address of the newest image in the repository of an image: asked of the first of them, it is worked out once. */
const newestBeside = defineFact({
  name: 'ecr.newest-beside',
  of: ecrImage,
  uses: [ecrImage],
  work({ config }, { list }): string | Unknown {
    const { items, unread } = list(ecrImage, { repository: config.repositoryName ?? '' });
    if (unread) return unread;
    const images = items.filter((one) => imageTypes.includes(one.config.artifactMediaType ?? imageTypes[0] ?? ''));
    if (images.some((one) => one.config.imagePushedAt === undefined)) return fieldMissing('imagePushedAt');
    const odd = images.find((one) => parseInstant(one.config.imagePushedAt ?? '') === undefined);
    if (odd) return unknown('malformed', `imagePushedAt is no date: ${odd.config.imagePushedAt ?? ''}.`);
    return images.map((one) => ({ rank: rankOf(one.config), id: one.id })).reduce(later, { rank: [], id: '' }).id;
  },
});

/** The address of the newest image of the repository that an image is in; what is no container image does not count. */
export const newestImage = defineFact({
  name: 'ecr.newest-image',
  of: ecrImage,
  uses: [ecrImage, newestBeside],
  work(it, { list, fact }): string | Unknown {
    const [first = it] = list(ecrImage, { repository: it.config.repositoryName ?? '' }).items;
    return fact(newestBeside, first);
  },
});

interface Ranked {
  readonly rank: readonly number[];
  readonly id: string;
}

/** Of what was pushed at the same moment the index is newest, then what has a tag. */
const rankOf = (image: typeof ecrImage.config): readonly number[] => [
  parseInstant(image.imagePushedAt ?? '') ?? 0,
  isIndex(image.imageManifestMediaType) ? 1 : 0,
  image.imageTags?.length ? 1 : 0,
];

function later(one: Ranked, other: Ranked): Ranked {
  const [apart] = other.rank.map((rank, i) => rank - (one.rank[i] ?? -Infinity)).filter((by) => by !== 0);
  return (apart ?? 0) > 0 || (apart === undefined && other.id > one.id) ? other : one;
}

/** The images that may run on nodes of a platform. */
export const imagesFor = (
  images: readonly PlatformImage[],
  { os, architecture }: PlatformImage['platform'] = {},
): readonly PlatformImage[] =>
  images.filter(({ platform }) => fits(platform.os, os) && fits(platform.architecture, architecture));

/** The one image that runs on nodes of a platform; unknown where several could, or none. */
export function imageFor(
  images: readonly PlatformImage[] | Unknown,
  platform?: PlatformImage['platform'],
): readonly [PlatformImage] | Unknown {
  if (isUnread(images)) return images;
  const [own, ...others] = imagesFor(images, platform);
  return own && others.length === 0 ? [own] : unknown('not-found', 'Which platform of the image runs is not known.');
}

const fits = (given: string | undefined, wanted: string | undefined): boolean =>
  given === undefined || wanted === undefined || given === wanted;
