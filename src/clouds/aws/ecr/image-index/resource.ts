import { defineType, wire, type Wire } from '#model';
import { regionOf } from '../../address.ts';

/** The annotation by which a manifest of an index says that it is no image: BuildKit's attestations carry it. */
export const referenceType = 'vnd.docker.reference.type';

interface Manifest {
  digest: string;
  platform?: { os?: string; architecture?: string };
  annotations?: { [referenceType]?: string };
}

/** The child manifests of a multi-platform image, read with `BatchGetImage`. Its address is the image's with `/index`. */
export const ecrImageIndex = defineType({
  name: 'ecr.image-index',
  scope: 'aws-region',
  reads: ['ecr:BatchGetImage', 'ecr:DescribeRepositories', 'ecr:DescribeImages'],
  changedBy: ['ecr:PutImage', 'ecr:BatchDeleteImage', 'ecr:PolicyExecutionEvent'],
  config: wire<{ digest: string; manifests: Manifest[] }>(),
  keys: { digest: ({ digest }) => digest },
  home: regionOf,
  components: {
    kinds: ['image-parts'],
    read: ({ digest, manifests }) => [
      { kind: 'image-parts', digest, parts: manifests.filter((one) => !isAttestation(one)).map(partOf) },
    ],
  },
});

/** Whether a manifest of an index is an attestation: they say so, and stand there as images of the platform unknown. */
export function isAttestation({ platform, annotations }: Wire<Manifest>): boolean {
  return platform?.os === 'unknown' && annotations?.[referenceType] === 'attestation-manifest';
}

const partOf = ({ digest, platform }: Wire<Manifest>) => ({ digest, ...(platform && { platform }) });
