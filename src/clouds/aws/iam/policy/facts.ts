import { defineFact, type Unknown } from '#model';
import { fieldMissing, unknown } from '#rule';
import { parseArn } from '../../address.ts';
import { parseStatements } from './document.ts';
import { answersOf, type Answers } from './evaluation.ts';
import { policy } from './resource.ts';

/** What the default version of a managed policy says of each power. */
export const policyAnswers = defineFact({
  name: 'iam.policy-answers',
  of: policy,
  work({ id, config }): Answers | Unknown {
    const inForce = config.PolicyVersionList?.find(
      ({ IsDefaultVersion, VersionId }) => IsDefaultVersion ?? VersionId === config.DefaultVersionId,
    );
    if (inForce?.Document === undefined) return fieldMissing('PolicyVersionList[].Document of the default version');
    const own = parseArn(config.Arn ?? id)?.account;
    return answersOfDocument(inForce.Document, config.PolicyName ?? 'The policy', own);
  },
});

/** What a document of an account says of each power; unknown when it cannot be evaluated. */
export function answersOfDocument(document: unknown, name: string, own: string | undefined): Answers | Unknown {
  const statements = parseStatements(document);
  return (
    (statements && answersOf(statements, own)) ?? unknown('malformed', `${name} is no policy that can be evaluated.`)
  );
}
