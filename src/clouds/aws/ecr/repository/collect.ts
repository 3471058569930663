import { DescribeRepositoriesCommand, type Repository } from '@aws-sdk/client-ecr';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { kmsKeyPolicy } from '../../kms/key-policy/resource.ts';
import { kmsKeyRotation } from '../../kms/key-rotation/resource.ts';
import { kmsKey } from '../../kms/key/resource.ts';
import { ecrImageIndex } from '../image-index/resource.ts';
import { ecrImageScan } from '../image-scan/resource.ts';
import { ecrImage } from '../image/resource.ts';
import { ecrRepositoryPolicy } from '../repository-policy/resource.ts';
import { ecrRepositoryScanning } from '../repository-scanning/resource.ts';
import { ecrRepository } from './resource.ts';

/** A repository that was read. */
export interface KnownRepository {
  readonly arn: string;
  readonly name: string;
  /** The key that encrypts its images, where it is a key of KMS. */
  readonly key: string | undefined;
}

const leads = [
  ecrImage,
  ecrImageIndex,
  ecrImageScan,
  ecrRepositoryPolicy,
  ecrRepositoryScanning,
  kmsKey,
  kmsKeyRotation,
  kmsKeyPolicy,
];

/** Reads the private repositories, or the one with this name. */
export async function collectRepositories(at: AwsReader, only?: string): Promise<readonly KnownRepository[]> {
  // The service takes names or a page size.
  const asked = only === undefined ? { maxResults: 1000 } : { repositoryNames: [only] };
  const found = new Map<string, KnownRepository>();
  await at.list(
    { api: 'ecr:DescribeRepositories', types: [ecrRepository], leads },
    {
      send: (nextToken, options) =>
        at.clients.ecr.send(new DescribeRepositoriesCommand({ ...asked, nextToken }), options),
      next: ({ nextToken }) => nextToken,
      items: ({ repositories }) => repositories,
      add: (it) => {
        const known = add(at, it);
        found.set(known.name, known);
      },
    },
  );
  return [...found.values()];
}

function add(at: AwsReader, it: Repository): KnownRepository {
  const name = need(it.repositoryName, 'repositoryName');
  const arn = it.repositoryArn ?? at.arn('ecr', `repository/${name}`);
  const config = toWire(it);
  at.sheet.add(ecrRepository, { id: arn, name, created: config.createdAt, config });
  return { arn, name, key: config.encryptionConfiguration?.kmsKey };
}
