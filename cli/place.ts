import { InvalidArgumentError, type Command } from 'commander';
import { ShoalwatchError } from '#model';

/** Where findings are remembered when nothing else is said. */
export const usualStore = '.shoalwatch';

/** A deployed stack, and how it is reached; what is not said the SDK takes from its usual places. */
export interface StackPlace {
  readonly stack: string;
  readonly region?: string;
  readonly profile?: string;
}

/** Where a command finds what is remembered: the folder of an embedded store, or a deployed stack. */
export type Place = string | StackPlace;

/** The options that name a place. */
export interface PlaceOptions {
  readonly store?: string | false;
  readonly stack?: string;
  readonly region?: string;
  readonly profile?: string;
}

/** Lets a command be asked of a store, or of a stack. */
export const withPlace = (command: Command): Command =>
  withStack(command.option('--store <path>', 'the store', usualStore)).option(
    '--profile <name>',
    'with --stack: the AWS profile',
  );

/** Lets a command that has a store and a profile of its own work against a stack; `others` say nothing there. */
export const withStack = (command: Command, others: readonly string[] = []): Command =>
  command
    .addOption(
      command
        .createOption('--stack <name>', 'a deployed stack instead of a store; there your IAM identity is the person')
        .argParser(stackName)
        .conflicts(['store', ...others]),
    )
    .option('--region <name>', 'with --stack: its region (default: AWS_REGION, or that of the profile)');

/** The place that options name. Throws a usage error for a region without a stack, which would say nothing. */
export function placeOf({ store, stack, region, profile }: PlaceOptions): Place {
  if (stack !== undefined) {
    return { stack, ...(region !== undefined && { region }), ...(profile !== undefined && { profile }) };
  }
  if (region === undefined) return store === undefined || store === false ? usualStore : store;
  throw new ShoalwatchError('usage', '--region says where a stack is, and none was named', {
    cure: 'add --stack NAME; what a scan reads is narrowed with --regions',
  });
}

function stackName(text: string): string {
  if (
    /^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(text) ||
    /^arn:[\w-]+:cloudformation:[\w-]+:\d{12}:stack\/[\w/-]+$/.test(text)
  )
    return text;
  throw new InvalidArgumentError('It is the name of a CloudFormation stack, or its ARN.');
}
