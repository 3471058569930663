import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, Role, ServicePrincipal, type IRole, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** The role of a schedule, which only the scheduler of this account may take, and which may nothing but what is given. */
export function scheduleRoleIn(
  scope: Construct,
  id: string,
  description: string,
  statements: readonly PolicyStatement[],
): IRole {
  const role = new Role(scope, id, {
    description,
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
    inlinePolicies: { own: new PolicyDocument({ minimize: false, statements: [...statements] }) },
  });
  return role.withoutPolicyUpdates();
}
