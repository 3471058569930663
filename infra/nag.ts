import { Stack, Validations } from 'aws-cdk-lib';
import type { CfnElement } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Says why a role may do something on more than one named resource. */
export function acknowledge(scope: Construct, resources: readonly string[], reason: string): void {
  for (const it of resources) Validations.of(scope).acknowledge({ id: `AwsSolutions-IAM5[Resource::${it}]`, reason });
}

/** The ARN of something as cdk-nag writes it. */
export const arnText = (of: Construct): string => `<${logicalIdOf(of)}.Arn>`;

/** The name of something in the template. */
export const logicalIdOf = (of: Construct): string =>
  String(Stack.of(of).resolve((of.node.defaultChild as CfnElement).logicalId));
