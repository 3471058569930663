import { hclOf, type Block } from './hcl.ts';
import { whetherThere } from './once.ts';
import { commandOf, scriptOf } from './script.ts';

/** The central bus, and whose changes it takes. */
export interface CentralBus {
  readonly region: string;
  readonly name: string;
  /** All accounts of this organisation. */
  readonly organization?: string | undefined;
  /** And these, whether they are in it or not. */
  readonly accounts: readonly string[];
}

/** Whom one statement of the policy lets in; a statement of the same name replaces it. */
interface Statement {
  readonly id: string;
  readonly principal: string;
  readonly organization?: string;
}

const statementsOf = ({ organization, accounts }: CentralBus): readonly Statement[] => [
  ...(organization === undefined ? [] : [{ id: 'shoalwatch-organization', principal: '*', organization }]),
  ...accounts.map((account) => ({ id: `shoalwatch-${account}`, principal: account })),
];

/** A script for the AWS CLI, to be run in the account that reads. */
export function busScript(bus: CentralBus): string {
  const { region, name } = bus;
  return scriptOf([
    '# Run it in the account that reads, signed in as somebody who may change its buses.',
    whetherThere(
      commandOf('aws events describe-event-bus', { region, name }),
      [],
      [commandOf('aws events create-event-bus', { region, name })],
    ),
    ...statementsOf(bus).map(({ id, principal, organization }) =>
      commandOf('aws events put-permission', {
        ...{ region, 'event-bus-name': name, 'statement-id': id, action: 'events:PutEvents', principal },
        ...(organization !== undefined && {
          condition: `Type=StringEquals,Key=aws:PrincipalOrgID,Value=${organization}`,
        }),
      }),
    ),
  ]);
}

/** The same as Terraform. */
export function busTerraform(bus: CentralBus): string {
  const { region, name } = bus;
  return hclOf([
    {
      head: 'terraform',
      blocks: [{ head: 'required_providers', arguments: { aws: { source: 'hashicorp/aws', version: '>= 6.0' } } }],
    },
    { head: 'resource "aws_cloudwatch_event_bus" "shoalwatch"', arguments: { region, name } },
    ...statementsOf(bus).map(({ id, principal, organization }): Block => ({
      head: `resource "aws_cloudwatch_event_permission" "${id.replaceAll('-', '_')}"`,
      arguments: { region, event_bus_name: name, statement_id: id, principal },
      ...(organization !== undefined && {
        blocks: [
          {
            head: 'condition',
            arguments: { type: 'StringEquals', key: 'aws:PrincipalOrgID', value: organization },
          },
        ],
      }),
    })),
  ]);
}

/** The same as a template of CloudFormation, for a bus that is there. */
export const busTemplate = (bus: CentralBus): object => ({
  AWSTemplateFormatVersion: '2010-09-09',
  Description: 'Lets other accounts send their changes to Shoalwatch.',
  Resources: Object.fromEntries(
    statementsOf(bus).map(({ id, principal, organization }) => [
      id.replace(/(?:^|-)(\w)/g, (_, first: string) => first.toUpperCase()),
      {
        Type: 'AWS::Events::EventBusPolicy',
        Properties: {
          ...{ EventBusName: bus.name, StatementId: id, Action: 'events:PutEvents', Principal: principal },
          ...(organization !== undefined && {
            Condition: { Type: 'StringEquals', Key: 'aws:PrincipalOrgID', Value: organization },
          }),
        },
      },
    ]),
  ),
});
