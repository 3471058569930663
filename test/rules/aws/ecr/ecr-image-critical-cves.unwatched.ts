import { runningImage } from '#clouds/kubernetes/image/resource';
import { managedClusters } from '#clouds/managed-cluster/resource';
import type { GapReason } from '#model';
import { basicScan, imageWith } from '../../../support/aws/ecr.ts';
import { gapOn, places } from '../../../support/build.ts';

const idle = (...findings: readonly string[]) => ({ on: imageWith(), beside: [basicScan(findings)] });
const unseen = (reason: GapReason) => ({ gaps: [gapOn(runningImage, places.cluster, undefined, reason)] });
const one = {
  message: 'The image has 1 finding of severity HIGH or above; 0 are tolerated.',
  grade: 'medium',
} as const;
const fine = 'Its scan has no findings beyond what policy tolerates.';

/** The cases of an image that no cluster is seen to run, by why nothing more is seen. */
export const unwatched = {
  pass: {
    'an idle image in files without clusters': { ...idle(), ...unseen('not-in-files'), message: fine },
  },
  fail: {
    'an idle image with a finding in files without clusters': {
      ...idle('CVE-1 HIGH'),
      ...unseen('not-in-files'),
      ...one,
    },
    'an idle image beside a cluster that nobody means to read': { ...idle('CVE-1 HIGH'), ...unseen('outside'), ...one },
  },
  unknown: Object.fromEntries(
    [runningImage, ...managedClusters].map((type) => [
      `an idle image where ${type.name} could not be read`,
      { ...idle(), hidden: [type], reason: 'denied' as const },
    ]),
  ),
};
