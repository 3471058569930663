import type { Action, CannotPlan, ResourceOf } from '#model';
import { cannotPlan } from '#rule';
import { decodeDocument, parseStatements, rawStatements } from '../policy/document.ts';
import { updateTrust } from './actions.ts';
import { podIdentityTrusts, pods } from './pod-identity-facts.ts';
import type { role } from './resource.ts';
import { canTest, testedApart } from './service-statements.ts';

/** Set on each request unless the association turns its tags off. */
const key = 'aws:RequestTag/eks-cluster-arn';
const operator = 'StringEquals';

/**
 * Lets EKS Pod Identity take a role for pods of these clusters alone, wherever its trust says nothing of whom it is for.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
export function bindToClusters(
  it: ResourceOf<typeof role>,
  clusters: readonly string[] | undefined,
): readonly Action[] | CannotPlan {
  if (!clusters) return cannotPlan(`allowedClusters names no clusters for ${it.id}`);
  const decoded = decodeDocument(it.config.AssumeRolePolicyDocument) ?? {};
  const statements = parseStatements(decoded) ?? [];
  const bound = rawStatements(decoded).map((raw, at) => {
    const statement = statements[at];
    if (!statement || podIdentityTrusts([statement]).every(({ isBound }) => isBound)) return [raw];
    return canTest(statement, operator, key)
      ? testedApart(raw, statement, [{ name: pods, operator, key, values: clusters }])
      : undefined;
  });
  const whole = bound.filter((one) => one !== undefined);
  if (whole.length < bound.length)
    return cannotPlan('a statement tests the tag eks-cluster-arn already: name the clusters there');
  return [updateTrust(it, { PolicyDocument: JSON.stringify({ ...decoded, Statement: whole.flat() }) })];
}
