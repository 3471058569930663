import type { Command } from 'commander';
import { awsTypes } from '#clouds/aws/types';
import { ShoalwatchError } from '#model';
import { awsScript } from '#report/onboard/aws-cli';
import { awsTemplate } from '#report/onboard/aws-cloudformation';
import { pathAndName, type AwsMember } from '#report/onboard/aws-member';
import { awsTerraform } from '#report/onboard/aws-terraform';
import { rules } from '#rules/catalog.gen';
import {
  awsDefaults,
  busOf,
  done,
  example,
  formed,
  fixPrincipalOf,
  formedList,
  needed,
  organizationOf,
  partsOf,
  principalsOf,
  withCommon,
  type Common,
} from '../onboard-options.ts';
import { fixActions } from '../fix/desk.ts';
import { loadSettings } from '../settings.ts';
import { terminal } from '../terminal.ts';

interface AwsOptions extends Omit<Common, 'principal'> {
  readonly stackAccount?: string;
  readonly principal?: readonly string[];
  readonly externalId?: string;
  readonly organization?: string;
  readonly role?: string;
  readonly remediator?: string | true;
  readonly fixPrincipal?: string;
  readonly eventBus?: string;
  readonly regions?: readonly string[];
}

/** Adds `onboard aws`. */
export function addOnboardAws(onboard: Command): void {
  withCommon(onboard.command('aws').description('the reader role of an AWS account'), ['cli', 'terraform', 'cfn'])
    .option('--stack-account <id>', 'the account that reads', formed(/^\d{12}$/, '--stack-account', 'twelve digits'))
    .option('--principal <arns>', 'the roles of that account that alone may read', principalsOf)
    .option('--external-id <id>', 'what has to be told to take the role', externalIdOf)
    .option('--organization <id>', 'the organisation that the reading account is in', organizationOf)
    .option(
      '--role <name>',
      'the name that the role gets (default: shoalwatch-read)',
      formed(roleForm, '--role', 'the name of a role, with its path if it has one'),
    )
    .option('--remediator [name]', 'also the role that may change what plans say (default name: shoalwatch-remediate)')
    .option('--fix-principal <arn>', 'the one role of the reading account that may take it', fixPrincipalOf)
    .option('--event-bus <arn>', 'also send changes to this bus', busOf)
    .option('--regions <list>', 'from these regions', regionsOf)
    .addHelpText('after', example('aws --stack-account 111122223333 --external-id 8c7f2a6e --format cfn'))
    .action(async (options: AwsOptions) => {
      const member = await memberOf(options);
      const out = terminal();
      if (options.format === 'cfn') await out.data(`${JSON.stringify(awsTemplate(awsTypes, member), null, 2)}\n`);
      else await out.data((options.format === 'cli' ? awsScript : awsTerraform)(awsTypes, member));
      done('aws', `the role ${member.role} for account ${member.stackAccount}`);
    });
}

const externalIdOf = formed(/^[\w+=,.@:/-]{2,1224}$/, '--external-id', 'at least two letters, digits or +=,.@:/-');

const regionsOf = formedList(
  /^[a-z]{2}(?:-[a-z]+)+-\d$/,
  '--regions',
  'a list of regions, such as eu-west-1,eu-central-1',
);

const roleForm = /^(?:[\w+=,.@-]+\/){0,8}[\w+=,.@-]{1,64}$/;

async function memberOf(options: AwsOptions): Promise<AwsMember> {
  const known = awsDefaults((await loadSettings(options.config, rules)).config);
  const { principal: principals, fixPrincipal, eventBus } = options;
  const own = [...(principals ?? []), ...(fixPrincipal === undefined ? [] : [fixPrincipal])].map(partsOf);
  const stackAccount = needed(options.stackAccount ?? own[0]?.account, '--stack-account', 'the account that reads');
  for (const principal of principals ?? []) ofAccount('--principal', principal, stackAccount);
  ofAccount('--fix-principal', fixPrincipal, stackAccount);
  const regions = options.regions ?? (known.regions && regionsOf(known.regions.join()));
  const role = formed(roleForm, 'role', 'the name of a role')(options.role ?? known.role ?? 'shoalwatch-read');
  return {
    ...{ role, stackAccount },
    // Whoever changes something reads before and after it.
    ...(principals && {
      principals: [...new Set([...principals, ...(fixPrincipal === undefined ? [] : [fixPrincipal])])],
    }),
    partition: own[0]?.partition ?? eventBus?.split(':')[1] ?? 'aws',
    externalId: needed(
      options.externalId ?? (known.externalId === undefined ? undefined : externalIdOf(known.externalId)),
      '--external-id',
      'a word of your own that nobody guesses; write it as externalId into shoalwatch.yaml too',
    ),
    organization: options.organization,
    remediator: remediatorOf(options, role, known.remediator),
    ...(eventBus !== undefined && {
      events: { bus: eventBus, regions: needed(regions, '--regions', 'the regions whose changes are sent') },
    }),
  };
}

function ofAccount(option: string, arn: string | undefined, account: string): void {
  if (arn === undefined || partsOf(arn).account === account) return;
  throw new ShoalwatchError(
    'usage',
    `${option} is of account ${partsOf(arn).account}, and --stack-account is ${account}`,
  );
}

/** The role that may change something is another one than the role that reads: names of roles are told apart by no path. */
function remediatorOf(
  { remediator, fixPrincipal }: AwsOptions,
  reader: string,
  known = 'shoalwatch-remediate',
): AwsMember['remediator'] {
  if (remediator === undefined) {
    if (fixPrincipal === undefined) return undefined;
    throw new ShoalwatchError('usage', '--fix-principal is who may take the remediator: add --remediator');
  }
  const role = formed(roleForm, '--remediator', 'the name of a role')(remediator === true ? known : remediator);
  if (pathAndName(role).name.toLowerCase() === pathAndName(reader).name.toLowerCase())
    throw new ShoalwatchError('usage', `${role} is the role that reads: give --remediator a name of its own`);
  return { role, principal: fixPrincipal, actions: fixActions };
}
