import { defineFact, type Unknown } from '#model';
import { fieldMissing, unknown } from '#rule';
import { parseArn } from '../../address.ts';
import { clusterPowers, idleKeys } from './cluster-power-facts.ts';
import { parseStatements } from './document.ts';
import { answersOf, type Answers, type Questions } from './evaluation.ts';
import { powers } from './powers.ts';
import { policy } from './resource.ts';

/** What no node and no pod should be able to do. */
export const excess: Questions = { powers, idleKeys: [] };

/** What may be done to all clusters and repositories. */
export const clusterRights: Questions = { powers: clusterPowers, idleKeys };

const answersTo = (name: string, questions: Questions) =>
  defineFact({
    name,
    of: policy,
    work({ id, config }): Answers | Unknown {
      const inForce = config.PolicyVersionList?.find(
        ({ IsDefaultVersion, VersionId }) => IsDefaultVersion ?? VersionId === config.DefaultVersionId,
      );
      if (inForce?.Document === undefined) return fieldMissing('PolicyVersionList[].Document of the default version');
      const own = parseArn(config.Arn ?? id)?.account;
      return answersOfDocument(inForce.Document, config.PolicyName ?? 'The policy', own, questions);
    },
  });

/** What the default version of a managed policy says of each power that is too much for nodes and pods. */
export const policyAnswers = answersTo('iam.policy-answers', excess);

/** What the default version of a managed policy says of each right on all clusters and repositories. */
export const policyClusterAnswers = answersTo('iam.policy-cluster-answers', clusterRights);

/** What a document of an account says of each power; unknown when it cannot be evaluated. */
export function answersOfDocument(
  document: unknown,
  name: string,
  own: string | undefined,
  questions: Questions,
): Answers | Unknown {
  const statements = parseStatements(document);
  return (
    (statements && answersOf(statements, own, questions)) ??
    unknown('malformed', `${name} is no policy that can be evaluated.`)
  );
}
