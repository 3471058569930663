import { defineFact, type Unknown } from '#model';
import { fieldMissing, unknown } from '#rule';
import { parseStatements, type Statement } from '../policy/document.ts';
import { role } from './resource.ts';

/** The statements of a role's trust policy. */
export const roleTrust = defineFact({
  name: 'iam.role-trust',
  of: role,
  work({ config }): readonly Statement[] | Unknown {
    if (config.AssumeRolePolicyDocument === undefined) return fieldMissing('AssumeRolePolicyDocument');
    const statements = parseStatements(config.AssumeRolePolicyDocument);
    return statements ?? unknown('malformed', 'AssumeRolePolicyDocument is no policy document.');
  },
});
