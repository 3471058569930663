import { defineFact, type ResourceOf, type Unknown } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { parseArn } from '../../address.ts';
import {
  isAbout,
  isAboutService,
  resourcePolicy,
  type Grant,
  type ResourcePolicy,
} from '../../iam/policy/grant-facts.ts';
import { kmsKey } from '../key/resource.ts';
import { kmsKeyPolicy } from './resource.ts';

/** What the policy of a key says, where it stands, and the account of the key. */
export interface KeyPolicy extends ResourcePolicy {
  readonly of: ResourceOf<typeof kmsKeyPolicy>;
  readonly at: string;
  readonly own: string;
}

/** Whom the policy of a key lets do something with it. */
export const keyPolicy = defineFact({
  name: 'kms.key-policy-grants',
  of: kmsKey,
  uses: [kmsKeyPolicy],
  work({ id, config }, { find }): KeyPolicy | Unknown {
    const own = config.AWSAccountId ?? parseArn(id)?.account;
    const found = find(kmsKeyPolicy, `${id}/policy`);
    if (isUnread(found)) return found;
    if (found === 'absent') return unknown('not-found', `The policy of ${id} was not read.`);
    if (!own) return fieldMissing('AWSAccountId');
    const { Policy } = found.config;
    const at = `${found.id}#Policy`;
    if (Policy === undefined) return fieldMissing(at);
    const said = resourcePolicy(Policy, own);
    if (!said) return unknown('malformed', 'The key policy is no policy document.');
    return {
      ...said,
      grants: said.grants.filter(({ statement }) => isAboutService(statement, 'kms')),
      of: found,
      at,
      own,
    };
  },
});

/** What opens what a key protects, or the key itself. */
const graveActions = [
  'Decrypt',
  'GenerateDataKey',
  'GenerateDataKeyPair',
  'GenerateDataKeyPairWithoutPlaintext',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
  'CreateGrant',
  'PutKeyPolicy',
  'ScheduleKeyDeletion',
];

/** Whether grants are about more than looking at a key, tagging it and the like. */
export const isGrave = (grants: readonly Grant[]): boolean =>
  grants.some(({ statement }) => graveActions.some((action) => isAbout(statement, `kms:${action}`)));
