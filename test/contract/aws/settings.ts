import type { Repository } from '@aws-sdk/client-ecr';
import { estateWith } from './estate.ts';

/** Clusters in standard support that are to slide into extended support. */
export const slidingClusters = () =>
  estateWith({
    region: ({ clusters }) => ({
      clusters: clusters.map((it) => ({
        ...it,
        status: 'ACTIVE',
        version: '1.34',
        upgradePolicy: { supportType: 'EXTENDED' },
      })),
    }),
  });

/** A region whose new volumes are not encrypted. */
export const plainVolumes = () => estateWith({ region: () => ({ ebsEncryptionByDefault: false }) });

/** Repositories whose tags can be overwritten, each in another way. */
export const looseTags = () =>
  estateWith({
    region: ({ repositories }) => ({
      repositories: repositories.map((it, i) => ({ ...it, ...modes[i % modes.length] })),
    }),
  });

const modes: readonly Partial<Repository>[] = [
  { imageTagMutability: 'MUTABLE' },
  {
    imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'prod-*' }],
  },
  {
    imageTagMutability: 'MUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'v*' }],
  },
];
