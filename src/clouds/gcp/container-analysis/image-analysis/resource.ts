import { defineType, wire } from '#model';
import { projectOf } from '../../address.ts';
import { digestIn, scanOf } from './components.ts';
import type { ImageAnalysis } from './kept.ts';

/**
 * What Artifact Analysis says of one image: its entries of `occurrences.list` of the kinds DISCOVERY and VULNERABILITY, at
 * the address that `analysisOf` gives. New flaws come without an entry in the audit log.
 */
export const imageAnalysis = defineType({
  name: 'gcp.image-analysis',
  scope: 'gcp-project',
  reads: ['containeranalysis.occurrences.list'],
  changedBy: [],
  config: wire<ImageAnalysis>(),
  keys: { digest: ({ resourceUri }) => digestIn(resourceUri) },
  home: projectOf,
  components: { kinds: ['scan'], read: scanOf },
});

/** The address of what is said of an image, given by its project and by how occurrences name it: `https://<host>/<path>@<digest>`. */
export const analysisOf = (project: string, resourceUri: string): string =>
  `//containeranalysis.googleapis.com/projects/${project}/images/${resourceUri.replace('https://', '')}`;
