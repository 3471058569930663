import { parseInstant, type Instant } from '#lib/time';
import type { ResourceOf, Unknown } from '#model';
import { unknown } from '#rule';
import type { ImageFlaw } from '../../../image-flaw-facts.ts';
import { analysedPlatform, flawIdOf, isKeptUp, untold } from './components.ts';
import { analysisOf, type imageAnalysis } from './resource.ts';

type Analysis = ResourceOf<typeof imageAnalysis>;

/**
 * Hosts of Docker repositories, and those that took the place of Container Registry.
 * Source: https://cloud.google.com/artifact-registry/docs/docker/names
 */
const registry = /^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:(?:us|eu|asia)\.)?gcr\.io)$/;

/** The address of what is said of an image by its registry host, path and digest; undefined outside Artifact Registry. */
export function analysisOfImage(image: { readonly repository: string; readonly digest: string }): string | undefined {
  const [host = '', first = '', second = ''] = image.repository.split('/');
  if (!registry.test(host.toLowerCase()) || second === '') return undefined;
  // A project can have the domain of its organisation before it: a path has that as a step of its own.
  const project = first.includes('.') ? `${first}:${second}` : first;
  return analysisOf(project, `https://${image.repository}@${image.digest}`);
}

/** The vulnerabilities that were found in an image. */
export const flawsFound = ({ id, config }: Analysis): readonly ImageFlaw[] =>
  config.vulnerabilities.map((found, i) => {
    const { effectiveSeverity = unrated, severity = '', fixAvailable = false } = found.vulnerability ?? {};
    return {
      id: flawIdOf(found),
      severity: effectiveSeverity === unrated ? severity : effectiveSeverity,
      fixable: fixAvailable,
      at: `${id}#vulnerabilities[${i}]`,
    };
  });

const unrated = 'SEVERITY_UNSPECIFIED';

/** Why there may be more vulnerabilities than were found; undefined where there are not. */
export function mayHideFlaws({ config }: Analysis, days: number, at: Instant): Unknown | undefined {
  const why = untold(config);
  const state = config.discovery?.analysisStatus ?? '';
  if (why !== undefined)
    return unknown(pending.includes(state) ? 'in-transition' : 'not-ready', `Of the image ${why}.`);
  if (isKeptUp(config)) return undefined;
  const last = config.discovery?.lastScanTime ?? '';
  const [from, now] = [parseInstant(last), parseInstant(at)];
  const isFresh = from !== undefined && now !== undefined && now - from <= days * 86_400_000;
  return isFresh ? undefined : unknown('stale', `Flaws of after ${last} are not added to its analysis.`);
}

const pending = ['PENDING', 'SCANNING'];

/** Whether an image that runs on nodes of a platform is the one that was looked through. */
export const isAnalysed = (platform: { readonly os?: string; readonly architecture?: string } = {}): boolean =>
  platform.os === analysedPlatform.os && platform.architecture === analysedPlatform.architecture;
