import { analysisOf, imageAnalysis } from '#clouds/gcp/container-analysis/image-analysis/resource';
import { runningImage } from '#clouds/kubernetes/image/resource';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';

type Config = typeof imageAnalysis.config;
type Finding = Draft<Config>['vulnerabilities'] extends readonly (infer F)[] | undefined ? F : never;

export const webImages = 'europe-west1-docker.pkg.dev/shop-prod/shop/web';
export const webDigest = `sha256:${'a'.repeat(64)}`;

const keptUp = { analysisStatus: 'FINISHED_SUCCESS', continuousAnalysis: 'ACTIVE' };

/** What Artifact Analysis says of the image shop/web: looked through, kept up to date, and what a test gives. */
export const analysisWith = (
  vulnerabilities: readonly Finding[] = [],
  discovery: NonNullable<Config['discovery']> = keptUp,
  repository = webImages,
): Resource<'gcp.image-analysis', Config> => {
  const resourceUri = `https://${repository}@${webDigest}`;
  const project = /\/((?:[^/]+\.[^/]+\/)?[^/]+)/.exec(repository)?.[1]?.replace('/', ':') ?? '';
  return make(imageAnalysis, analysisOf(project, resourceUri), {
    resourceUri,
    discovery,
    vulnerabilities,
  });
};

/** A vulnerability of a severity: `CVE-1 HIGH`. */
export function flaw(text: string, more: Finding['vulnerability'] = {}): Finding {
  const [id = '', effectiveSeverity = ''] = text.split(' ');
  const vulnerability = { effectiveSeverity, fixAvailable: true, ...more };
  return { noteName: `projects/goog-vulnz/notes/${id}`, vulnerability };
}

/** The image shop/web as it runs in the cluster shop. */
export const runningWeb = (config: Draft<typeof runningImage.config> = {}) => {
  const { repository = webImages, digest = webDigest } = config;
  const cluster = '//container.googleapis.com/projects/shop-prod/locations/europe-west1/clusters/shop';
  return make(runningImage, `${cluster}/core/v1/_cluster/images/${repository}@${digest}`, {
    digest,
    repository,
    reference: `${repository}:1`,
    platform: { os: 'linux', architecture: 'amd64' },
    workloads: ['shop/web'],
    ...config,
  });
};
