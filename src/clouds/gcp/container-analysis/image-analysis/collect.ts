import { compareText } from '#lib/text';
import { required } from '../../../pages.ts';
import { toWire } from '../../../to-wire.ts';
import type { Listed } from '../../../listings.ts';
import type { LocationListing } from '../../artifact-registry/repository/collect.ts';
import type { GcpReader, Paged } from '../../reader.ts';
import { keptDiscovery, keptVulnerability, type Finding, type ImageAnalysis, type Occurrence } from './kept.ts';
import { analysisOf, imageAnalysis } from './resource.ts';

const api = 'containeranalysis.occurrences.list';

interface Answer extends Paged {
  readonly occurrences?: readonly Occurrence[];
}

/**
 * The discovery that tells whether an image was looked through for vulnerabilities; others have discoveries of their own.
 * Source: https://cloud.google.com/artifact-analysis/docs/investigate-vulnerabilities
 */
const discoveries = 'kind="DISCOVERY" AND noteProjectId="goog-analysis" AND noteId="PACKAGE_VULNERABILITY"';
const vulnerabilities = 'kind="VULNERABILITY"';

/**
 * Reads what Artifact Analysis says of the images of the project: first which were looked through, then what was found in
 * them, so that what was found is never older. Where none was looked through there is nothing to be found; where the project
 * certainly holds no images nobody is asked, since the service is often switched off there. An image stands in many pages,
 * so that nothing is written down before the last one.
 */
export function collectImageAnalyses(at: GcpReader, repositories: Listed<LocationListing>): Promise<void> {
  const { project, sheet } = at;
  return sheet.list({ api, types: [imageAnalysis] }, async () => {
    if (!mayHoldImages(repositories)) return;
    const images = new Map<string, { discovery?: ImageAnalysis['discovery']; vulnerabilities: Finding[] }>();
    const about = (uri: string | undefined) => {
      const key = required(uri, 'resourceUri');
      const image = images.get(key) ?? { vulnerabilities: [] };
      images.set(key, image);
      return image;
    };
    await eachOccurrence(at, discoveries, ({ resourceUri, discovery = {} }) => {
      about(resourceUri).discovery = keptDiscovery(discovery);
    });
    if (images.size > 0) {
      await eachOccurrence(at, vulnerabilities, ({ resourceUri, noteName, vulnerability = {} }) => {
        const note = required(noteName, 'noteName');
        about(resourceUri).vulnerabilities.push({ noteName: note, vulnerability: keptVulnerability(vulnerability) });
      });
    }
    for (const [resourceUri, { vulnerabilities: found, ...image }] of images) {
      const sorted = found.toSorted((a, b) => compareText(a.noteName, b.noteName));
      const config = toWire({ resourceUri, ...image, vulnerabilities: sorted });
      sheet.add(imageAnalysis, { id: analysisOf(project, resourceUri), name: resourceUri, config });
    }
  });
}

const mayHoldImages = ({ items, error }: Listed<LocationListing>): boolean =>
  error !== undefined ||
  items.some((it) => it.error !== undefined || it.repositories.some(({ format }) => format === 'DOCKER'));

/** Pages are as long as the service allows. */
function eachOccurrence(
  { pages, project, session }: GcpReader,
  filter: string,
  add: (it: Occurrence) => void,
): Promise<void> {
  return pages<Answer, Occurrence>({
    ...{ api, get: session.containerAnalysis, path: `projects/${project}/occurrences`, add },
    query: { filter, pageSize: '1000' },
    items: ({ occurrences }) => occurrences,
  });
}
