import type { Type } from '#model';
import { parseArn } from '../address.ts';
import { orUnsaid, textsAt, type AddressesOf, type TrailRecord } from '../record-events.ts';
import { oidcProvider } from './oidc-provider/resource.ts';
import { policy } from './policy/resource.ts';
import { role } from './role/resource.ts';

/** Which objects of IAM a record touched. */
export const iamAddresses: readonly (readonly [Type, AddressesOf])[] = [
  // A request names the role without its path, which is part of the address; only some answers hold it.
  [role, ({ response }) => orUnsaid(arns(textsAt(response, 'role', 'arn'), 'role/'))],
  [policy, policies],
  [oidcProvider, ({ request, response }) => orUnsaid(arns([request, response].flatMap(provider), 'oidc-provider/'))],
];

function policies({ request, response }: TrailRecord): readonly string[] | undefined {
  return orUnsaid(arns([...textsAt(request, 'policyArn'), ...textsAt(response, 'policy', 'arn')], 'policy/'));
}

const provider = (from: unknown): readonly string[] => textsAt(from, 'openIDConnectProviderArn');

const arns = (texts: readonly string[], path: string): readonly string[] =>
  texts.filter((it) => parseArn(it)?.service === 'iam' && parseArn(it)?.path.startsWith(path));
