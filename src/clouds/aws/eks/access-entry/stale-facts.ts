import { parseInstant } from '#lib/time';
import { defineFact } from '#model';
import { fieldMissing, isUnread, notApplicable, unknown, type NotApplicable, type Unknown } from '#rule';
import { parseArn } from '../../address.ts';
import { role } from '../../iam/role/resource.ts';
import { userOf } from './principal-facts.ts';
import { accessEntry } from './resource.ts';

/** What became of the role that an entry was made for. */
export type EntryRole =
  | { readonly is: 'there' | 'gone' }
  /** `made` is its moment. */
  | { readonly is: 'another'; readonly made: string };

/**
 * Whether the role of an entry is there, and the one that the entry was made for: EKS knows a principal by its unique id,
 * and one that was deleted and made again has another.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html
 */
export const entryRole = defineFact({
  name: 'eks.entry-role',
  of: accessEntry,
  uses: [role],
  work({ config: { principalArn, createdAt } }, { find }): EntryRole | NotApplicable | Unknown {
    if (principalArn === undefined) return fieldMissing('principalArn');
    const { path = '' } = parseArn(principalArn) ?? {};
    if (path === 'root') return notApplicable('nobody can delete the root of an account');
    if (path.startsWith('role/aws-service-role/')) return notApplicable('a service of AWS keeps its own role');
    if (userOf(principalArn) !== undefined) return unknown('outside', 'The users of the account are not read.');
    if (!path.startsWith('role/')) return unknown('outside', `${principalArn} is no role.`);
    const found = find(role, principalArn);
    if (isUnread(found)) return found;
    if (found === 'absent') return { is: 'gone' };
    const made = found.config.CreateDate;
    if (createdAt === undefined) return fieldMissing('createdAt');
    if (made === undefined) return fieldMissing(`${found.id}#CreateDate`);
    const [began, entry] = [made, createdAt].map(parseInstant);
    if (began === undefined || entry === undefined)
      return unknown('malformed', `${made} or ${createdAt} is no moment.`);
    return began > entry ? { is: 'another', made } : { is: 'there' };
  },
});
