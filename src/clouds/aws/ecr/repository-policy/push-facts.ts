import { isUnread, unknown, type Unknown } from '#rule';
import { isAbout, outsidersIn, type Outsider } from '../../iam/policy/grant-facts.ts';
import type { ImagePolicy } from './facts.ts';

/** The accounts and organisations that are no outsiders. */
export type Trusted = Readonly<Record<'trustedAccounts' | 'trustedOrgIds', readonly string[]>>;

/**
 * The outsiders whom the policy of a repository lets put a tag on an image. What a statement that denies leaves of it is not judged.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html
 */
export function pushersIn(
  policy: ImagePolicy | Unknown | undefined,
  trusted: Trusted,
): { readonly pushers: readonly Outsider[]; readonly unread: Unknown | undefined } {
  if (policy === undefined || isUnread(policy)) return { pushers: [], unread: policy };
  const found = outsidersIn(policy, trusted).filter(({ grants }) =>
    grants.some(({ statement }) => isAbout(statement, 'ecr:PutImage')),
  );
  const isDenied = found.length > 0 && policy.denials.length > 0;
  return isDenied ? { pushers: [], unread: denied } : { pushers: found, unread: undefined };
}

/**
 * Whether an outsider may also delete what bears a tag, or let tags be moved, and so puts an immutable tag on another image.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
 */
export const freesTags = ({ grants }: Outsider): boolean =>
  grants.some(({ statement }) => freeing.some((action) => isAbout(statement, action)));

const freeing = ['ecr:BatchDeleteImage', 'ecr:PutImageTagMutability'];

const denied = unknown('malformed', 'A statement of its policy denies something: whom it leaves is not judged.');
