import { defineFact, type Unknown } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { parseArn } from '../../address.ts';
import type { Answers, Questions } from '../policy/evaluation.ts';
import { answersOfDocument, clusterRights, excess, policyAnswers, policyClusterAnswers } from '../policy/facts.ts';
import type { Power } from '../policy/powers.ts';
import { policy } from '../policy/resource.ts';
import { role } from './resource.ts';

/** A policy of a role, with what it grants after every Deny of the role's policies and its boundary. */
export interface RolePolicy {
  readonly name: string;
  /** Absent for an inline policy. */
  readonly arn?: string;
  /** Who writes its document; AWS's own never change meaning with the account. */
  readonly by: 'aws' | 'account';
  /** The path of its name in the role. */
  readonly at: string;
  readonly powers: readonly Power[] | Unknown;
}

interface Read extends Omit<RolePolicy, 'powers'> {
  readonly answers: Answers | Unknown;
}

const says = (more: object): unknown => ({ Statement: { Effect: 'Allow', Resource: '*', ...more } });

/**
 * What AWS's own policies that grant or deny everything say where their documents were not read.
 * Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const known: Readonly<Record<string, unknown>> = {
  'arn:aws:iam::aws:policy/AdministratorAccess': says({ Action: '*' }),
  'arn:aws:iam::aws:policy/AWSDenyAll': says({ Effect: 'Deny', Action: '*' }),
  'arn:aws:iam::aws:policy/PowerUserAccess': says({ NotAction: ['iam:*', 'organizations:*', 'account:*'] }),
  'arn:aws:iam::aws:policy/IAMFullAccess': says({ Action: 'iam:*' }),
};

const policiesBy = (name: string, questions: Questions, answersOfManaged: typeof policyAnswers) =>
  defineFact({
    name,
    of: role,
    uses: [policy, answersOfManaged],
    work({ id, config }, { list, fact }): readonly RolePolicy[] | Unknown {
      const own = parseArn(config.Arn ?? id)?.account;
      const managed = (arn: string): Answers | Unknown => {
        const { items, unread } = list(policy, { arn });
        const [found] = items;
        if (found) return fact(answersOfManaged, found);
        const document = known[arn.replace(/^arn:[^:]+:/, 'arn:aws:')];
        if (document !== undefined) return answersOfDocument(document, arn, own, questions);
        return unread ?? unknown('not-found', `The answer does not hold the policy ${arn}.`);
      };

      const { AttachedManagedPolicies: attached, RolePolicyList: inline, PermissionsBoundary: limit } = config;
      if (attached === undefined) return fieldMissing('AttachedManagedPolicies');
      if (inline === undefined) return fieldMissing('RolePolicyList');
      const read: readonly Read[] = [
        ...attached.map(({ PolicyArn: arn = '', PolicyName }, i): Read => {
          const by = parseArn(arn)?.account === 'aws' ? 'aws' : 'account';
          const called = by === 'aws' ? (arn.split('/').at(-1) ?? arn) : (PolicyName ?? arn);
          return { name: called, arn, by, at: `AttachedManagedPolicies[${i}].PolicyArn`, answers: managed(arn) };
        }),
        ...inline.map(({ PolicyName = '', PolicyDocument }, i): Read => {
          const answers = answersOfDocument(PolicyDocument, PolicyName, own, questions);
          return { name: PolicyName, by: 'account', at: `RolePolicyList[${i}].PolicyName`, answers };
        }),
      ];
      const boundary = limit?.PermissionsBoundaryArn === undefined ? undefined : managed(limit.PermissionsBoundaryArn);
      const documents = [...read.map(({ answers }) => answers), ...(boundary ? [boundary] : [])];
      const { powers } = questions;
      const denied = powers.map((_, i) => documents.some((one) => !isUnread(one) && one[i] === 'ExplicitlyDenied'));
      return read.map(({ answers, ...one }) => ({ ...one, powers: powersOf(powers, answers, boundary, denied) }));
    },
  });

/**
 * The attached and inline policies of a role. A policy's powers are what its own document allows, no document of the
 * role denies, and the boundary allows too; unknown where its document or the boundary's is.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export const rolePolicies = policiesBy('iam.role-policies', excess, policyAnswers);

/** The same policies with their rights on all clusters and repositories. */
export const roleClusterRights = policiesBy('iam.role-cluster-rights', clusterRights, policyClusterAnswers);

function powersOf(
  powers: readonly Power[],
  answers: Answers | Unknown,
  boundary: Answers | Unknown | undefined,
  denied: readonly boolean[],
): readonly Power[] | Unknown {
  if (isUnread(answers)) return answers;
  const granted = powers.filter((_, i) => answers[i] === 'Allowed' && !denied[i]);
  if (granted.length === 0 || boundary === undefined) return granted;
  return isUnread(boundary) ? boundary : granted.filter((power) => boundary[powers.indexOf(power)] === 'Allowed');
}
