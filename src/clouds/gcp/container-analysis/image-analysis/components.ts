import type { ImageScan, SeenFlaw, Wire } from '#model';
import type { Finding, ImageAnalysis, PackageVersion } from './kept.ts';

/** What an analysis tells of an image. One that nobody keeps up to date is as old as its last scan. */
export function scanOf(config: Wire<ImageAnalysis>): readonly ImageScan[] {
  const { resourceUri, discovery, vulnerabilities } = config;
  const digest = digestIn(resourceUri);
  if (digest === undefined) return [];
  const unread = untold(config);
  const at = isKeptUp(config) ? undefined : discovery?.lastScanTime;
  return [
    {
      ...{ kind: 'scan', digest, by: 'Artifact Analysis', platform: analysedPlatform },
      flaws: vulnerabilities.map(flawOf),
      ...(at !== undefined && { at }),
      ...(unread !== undefined && { unread }),
    },
  ];
}

/** The digest that ends the name of an image. */
export const digestIn = (resourceUri: string): string | undefined => /@(sha256:[0-9a-f]{64})$/.exec(resourceUri)?.[1];

/** Whether flaws that become known are added. */
export const isKeptUp = ({ discovery }: Wire<ImageAnalysis>): boolean => discovery?.continuousAnalysis === 'ACTIVE';

/**
 * Of an image of several platforms the one for linux/amd64 alone is looked through, and nothing says whether it was one.
 * Source: https://cloud.google.com/artifact-analysis/docs/scanning-types
 */
export const analysedPlatform = { os: 'linux', architecture: 'amd64' } as const;

/** Why an analysis may not tell all flaws; undefined where it does. */
export function untold(config: Wire<ImageAnalysis>): string | undefined {
  const { discovery } = config;
  if (discovery === undefined) return 'it was not analysed for vulnerabilities';
  const { analysisStatus = 'not told', lastScanTime } = discovery;
  if (!['FINISHED_SUCCESS', 'COMPLETE'].includes(analysisStatus))
    return `the state of its analysis is ${analysisStatus}`;
  return isKeptUp(config) || lastScanTime !== undefined ? undefined : 'when it was last analysed is not told';
}

/** The id of what was found: the last part of the name of the note. */
export const flawIdOf = ({ noteName }: Wire<Finding>): string => noteName.slice(noteName.lastIndexOf('/') + 1);

/** A flaw as occurrences describe it. */
export const flawOf = (found: Wire<Finding>): SeenFlaw => ({
  id: flawIdOf(found),
  aliases: [],
  packages: (found.vulnerability?.packageIssue ?? []).flatMap(({ affectedPackage: name, affectedVersion }) => {
    const version = affectedVersion && versionOf(affectedVersion);
    return name === undefined ? [] : [{ name, ...(version !== undefined && { version }) }];
  }),
});

/** A version as package managers write it. */
function versionOf({ epoch = 0, name, revision, fullName }: Wire<PackageVersion>): string | undefined {
  if (fullName || name === undefined) return fullName || undefined;
  return `${epoch > 0 ? `${epoch}:` : ''}${name}${revision ? `-${revision}` : ''}`;
}
