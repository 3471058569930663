import { CfnCondition, CfnResource, Stack, Token, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { awsTypes } from '#clouds/aws/types';
import { awsTemplate } from '#report/onboard/aws-cloudformation';
import type { AwsMember } from '#report/onboard/aws-member';

export interface MemberAccountRolesProps extends StackProps {
  /** Who reads the account, and where its changes are sent. */
  readonly member: AwsMember;
}

interface MemberTemplate {
  readonly Conditions?: Readonly<Record<string, object>>;
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: Record<string, unknown>; readonly Condition?: string }>
  >;
}

/**
 * The reader role and the event rules of one account, for those who deploy members with an app of their own. Deploy it
 * in the region of the global services and in each watched one: the same resources as `shoalwatch onboard aws --format cfn`.
 */
export class MemberAccountRoles extends Stack {
  constructor(scope: Construct, id: string, { member, ...props }: MemberAccountRolesProps) {
    super(scope, id, props);
    const { Conditions = {}, Resources } = awsTemplate(awsTypes, member) as MemberTemplate;
    const conditions = new Map(
      Object.entries(Conditions).map(([name, expression]) => [
        name,
        new CfnCondition(this, name, { expression: Token.asAny(expression) }),
      ]),
    );
    for (const [name, { Type: type, Properties: properties, Condition }] of Object.entries(Resources)) {
      const resource = new CfnResource(this, name, { type, properties });
      if (Condition !== undefined) resource.cfnOptions.condition = conditions.get(Condition);
    }
  }
}
