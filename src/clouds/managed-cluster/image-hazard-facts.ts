import type { Instant } from '#lib/time';
import type { Evidence, Look, ResourceOf } from '#model';
import { isUnread, unknown, type Unknown } from '#rule';
import { ecrAddressOf } from '../aws/ecr/image/address-facts.ts';
import { imageFor, platformImages } from '../aws/ecr/image/facts.ts';
import { worstHazard } from '../aws/ecr/image/hazard-facts.ts';
import { ecrImage } from '../aws/ecr/image/resource.ts';
import {
  analysisOfImage,
  flawsFound,
  isAnalysed,
  mayHideFlaws,
} from '../gcp/container-analysis/image-analysis/facts.ts';
import { imageAnalysis } from '../gcp/container-analysis/image-analysis/resource.ts';
import { worstFlaw, type FlawTolerance } from '../image-flaw-facts.ts';
import type { runningImage } from '../kubernetes/image/resource.ts';

/** What a registry's scanner found in an image that runs. */
export interface ImageHazard {
  /** Whether a flaw of it is known to be exploited, which only scans of ECR tell. */
  readonly isExploited: boolean;
  readonly message: string;
  readonly seen: readonly Evidence[];
}

/** What has to be looked at for that. */
export const scansOfImages = [ecrImage, platformImages, imageAnalysis] as const;

/** The worst that the scan of an image's registry found beyond what policy tolerates; unknown where nobody has scanned it. */
export function hazardOf(
  { config }: ResourceOf<typeof runningImage>,
  { find, fact }: Look<(typeof scansOfImages)[number]>,
  { minSeverity, maxScanAgeDays, at }: Pick<FlawTolerance, 'minSeverity'> & { maxScanAgeDays: number; at: Instant },
): ImageHazard | Unknown | undefined {
  const tolerated = { minSeverity, maxFindings: 0, denyCves: [] };
  const address = ecrAddressOf(config);
  if (address !== undefined) {
    const image = find(ecrImage, address);
    if (isUnread(image)) return image;
    if (image === 'absent') return unknown('not-found', `ECR does not hold ${config.repository}@${config.digest}.`);
    const own = imageFor(fact(platformImages, image), config.platform);
    const worst = worstHazard(own, { ...tolerated, ignoreUnfixed: false, maxScanAgeDays }, at);
    return worst && !isUnread(worst) ? { ...worst, isExploited: worst.is === 'exploited' } : worst;
  }
  const analysed = analysisOfImage(config);
  if (analysed === undefined) return unknown('outside', `No registry that is read has scanned ${config.repository}.`);
  const analysis = find(imageAnalysis, analysed);
  if (isUnread(analysis)) return analysis;
  if (analysis === 'absent') return unknown('not-found', `Artifact Analysis knows nothing of ${config.repository}.`);
  if (!isAnalysed(config.platform))
    return unknown('not-found', `Which image behind the digest of ${config.repository} runs is not known.`);
  const worst = worstFlaw(flawsFound(analysis), tolerated);
  return worst ? { ...worst, isExploited: false } : mayHideFlaws(analysis, maxScanAgeDays, at);
}
