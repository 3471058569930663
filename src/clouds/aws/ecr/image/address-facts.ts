import type { Unknown } from '#model';
import { isMissed } from '#rule';
import { parseArn } from '../../address.ts';

/**
 * Registry hosts: standard, FIPS, and both again for IPv6.
 * Source: https://docs.aws.amazon.com/general/latest/gr/ecr.html
 */
const registry =
  /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.aws|on\.amazonwebservices\.com\.cn)$/;

/** The address of an image by its registry host, path and digest; undefined outside private ECR registries. */
export function ecrAddressOf(image: { readonly repository: string; readonly digest: string }): string | undefined {
  const repository = repositoryArn(image.repository);
  return repository && `${repository}@${image.digest}`;
}

/** The address of another image of the same repository. */
export const imageBeside = (address: string, digest: string): string => `${repositoryOf(address)}@${digest}`;

/**
 * Whether a cluster runs an image of the repository of an image, under whichever of its names: unknown where clusters, or
 * what they run, were meant to be read and were not.
 */
export function isUsed(
  address: string,
  running: { readonly items: readonly Running[]; readonly unread?: Unknown },
  clusters: () => readonly { readonly unread?: Unknown }[],
): boolean | Unknown {
  if (running.items.some(({ config }) => repositoryArn(config.repository) === repositoryOf(address))) return true;
  return [running, ...clusters()].map(({ unread }) => unread).find(isMissed) ?? false;
}

/** The path in its registry of an image's repository. */
export const repositoryPathOf = (address: string): string =>
  parseArn(repositoryOf(address))?.path.replace(/^repository\//, '') ?? '';

interface Running {
  readonly config: { readonly repository: string };
}

const repositoryOf = (address: string): string => address.slice(0, address.lastIndexOf('@'));

function repositoryArn(repository: string): string | undefined {
  const slash = repository.indexOf('/');
  const [, account, region = ''] = registry.exec(repository.slice(0, slash).toLowerCase()) ?? [];
  const path = repository.slice(slash + 1);
  if (account === undefined || path === '') return undefined;
  return `arn:${partitionOf(region)}:ecr:${region}:${account}:repository/${path}`;
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
