import { defineFact, type ResourceOf, type Unknown } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { parseArn } from '../../address.ts';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { isAbout, resourcePolicy, type Grant, type ResourcePolicy } from '../../iam/policy/grant-facts.ts';
import { ecrPolicyScope } from '../policy-scope/resource.ts';
import { clustersMissed } from '../registry-facts.ts';
import { ecrRegistryPolicy } from '../registry-policy/resource.ts';
import { ecrRepository } from '../repository/resource.ts';
import { ecrRepositoryPolicy } from './resource.ts';

/** What the policy of a repository or a registry says of its images, where it stands, and the account that owns them. */
export interface ImagePolicy extends ResourcePolicy {
  readonly of: ResourceOf<typeof ecrRepositoryPolicy> | ResourceOf<typeof ecrRegistryPolicy>;
  readonly at: string;
  readonly own: string;
}

const reads = ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
/** What registry policies govern in their first version; in the second they govern every action. */
const registryWrites = ['ecr:ReplicateImage', 'ecr:BatchImportUpstreamImage'];
const writes = [
  'ecr:PutImage',
  'ecr:InitiateLayerUpload',
  'ecr:UploadLayerPart',
  'ecr:CompleteLayerUpload',
  'ecr:BatchDeleteImage',
  'ecr:DeleteRepository',
  'ecr:SetRepositoryPolicy',
  ...registryWrites,
];

/**
 * Whom the policy of a repository, or of a registry, lets read or write images; undefined where there is none. A registry
 * is judged only where clusters are.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html
 */
export const imagePolicy = defineFact({
  name: 'ecr.image-policy',
  of: [ecrRepository, ecrRegistryPolicy],
  uses: [ecrRepositoryPolicy, ecrPolicyScope, eksCluster],
  work(it, { find, list }): ImagePolicy | Unknown | undefined {
    if (it.type === 'ecr.repository') {
      const found = find(ecrRepositoryPolicy, `${it.id}/policy`);
      if (isUnread(found)) return found;
      return found === 'absent' ? undefined : readPolicy(found, it.config.registryId ?? parseArn(it.id)?.account);
    }
    const missed = clustersMissed(list(eksCluster));
    if (missed) return missed;
    if (it.config.policyText === undefined) return undefined;
    const { items, unread } = list(ecrPolicyScope);
    const [scope] = items;
    if (!scope) return unread ?? unknown('not-found', 'What the policy of the registry governs was not read.');
    const { value } = scope.config;
    if (value === undefined) return fieldMissing(`${scope.id}#value`);
    return readPolicy(it, it.config.registryId, value === 'V1' ? registryWrites : undefined);
  },
});

/** Whether grants are about more than reading images. */
export const areWrites = (grants: readonly Grant[]): boolean =>
  grants.some(({ statement }) => writes.some((action) => isAbout(statement, action)));

function readPolicy(
  of: ImagePolicy['of'],
  own: string | undefined,
  governed: readonly string[] = [...reads, ...writes],
): ImagePolicy | Unknown {
  const { policyText } = of.config;
  const at = `${of.id}#policyText`;
  if (policyText === undefined) return fieldMissing(at);
  if (!own) return fieldMissing('registryId');
  const said = resourcePolicy(policyText, own);
  if (!said) return unknown('malformed', 'Its policy is no policy document.');
  const grants = said.grants.filter(({ statement }) => governed.some((action) => isAbout(statement, action)));
  return { ...said, grants, of, at, own };
}
