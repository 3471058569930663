import { defineFact, type Unknown } from '#model';
import { fieldMissing, unknown } from '#rule';
import { parseArn } from '../../address.ts';
import { parseStatements, type Statement } from '../policy/document.ts';
import { accountOf, isAbout, resourcePolicy, type Grant, type ResourcePolicy } from '../policy/grant-facts.ts';
import { role } from './resource.ts';

/** Whom the trust of a role lets in with credentials of AWS: services and tokens of other issuers are left out. */
export interface Assumers extends ResourcePolicy {
  readonly own: string;
  readonly at: string;
  /** The grants that let in others of the account of the role. */
  readonly insiders: readonly Grant[];
  /** Why somebody who is let in may be refused all the same. */
  readonly refused: Unknown | undefined;
}

const assume = 'sts:AssumeRole';

/**
 * Whom the trust of a role lets in by `sts:AssumeRole`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export const assumers = defineFact({
  name: 'iam.assumers',
  of: role,
  work({ id, config }): Assumers | Unknown {
    const { AssumeRolePolicyDocument: document, Arn: arn = id } = config;
    const at = 'AssumeRolePolicyDocument';
    if (document === undefined) return fieldMissing(at);
    const own = parseArn(arn)?.account;
    if (!own) return fieldMissing('Arn');
    const said = resourcePolicy(document, own);
    if (!said) return unknown('malformed', `${at} is no policy document.`);
    const denies = parseStatements(document)?.some((one) => one.effect === 'Deny' && isAbout(one, assume));
    const refusal = 'A statement of its trust denies what another allows: whom it leaves is not judged.';
    const grants = said.grants.filter(({ statement }) => isAbout(statement, assume) && letsCallersIn(statement));
    const isOther = (one: string): boolean => one !== arn && ['*', own].includes(accountOf(one) ?? '');
    return {
      ...said,
      grants,
      own,
      at,
      insiders: grants.filter((it) => it.parties.includes(own) && callersIn(it).some(isOther)),
      refused: denies ? unknown('malformed', refusal) : undefined,
    };
  },
});

/** The principals of AWS that a grant names, everyone among them. */
export const callersIn = ({ statement }: Pick<Grant, 'statement'>): readonly string[] =>
  statement.notPrincipals ? ['*'] : (statement.principals['AWS'] ?? []);

const letsCallersIn = (statement: Statement): boolean => callersIn({ statement }).length > 0;
