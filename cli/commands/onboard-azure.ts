import type { Command } from 'commander';
import { azureTypes } from '#clouds/azure/types';
import { ShoalwatchError } from '#model';
import { azureScript, azureTerraform, type AzurePlace } from '#report/onboard/azure';
import { rules } from '#rules/catalog.gen';
import {
  azureDefaults,
  done,
  example,
  formed,
  formedList,
  needed,
  rolesOnly,
  withCommon,
  type Common,
} from '../onboard-options.ts';
import { fixActions } from '../fix/desk.ts';
import { loadSettings } from '../settings.ts';
import { terminal } from '../terminal.ts';

interface AzureOptions extends Common {
  readonly remediator?: boolean;
  readonly subscriptions?: readonly string[];
  readonly managementGroup?: string;
  readonly issuer?: string;
  readonly app?: string;
}

/** Adds `onboard azure`. */
export function addOnboardAzure(onboard: Command): void {
  withCommon(onboard.command('azure').description('the reader role in Azure, and a sign-in without a key'), [
    'cli',
    'terraform',
  ])
    .option(
      '--subscriptions <list>',
      'the subscriptions to be read',
      formedList(guid, '--subscriptions', 'a list of subscription ids'),
    )
    .option(
      '--management-group <id>',
      'the management group to be read',
      formed(/^[\w().-]{1,90}$/, '--management-group', 'the id of a management group'),
    )
    .option(
      '--issuer <url>',
      'whom the reading AWS account issues tokens as (default: AWS is asked by the script)',
      formed(/^https:\/\/[a-z0-9.-]{1,200}$/, '--issuer', 'a URL, such as https://3f5c….tokens.sts.global.api.aws'),
    )
    .option('--principal <arns>', 'the roles in AWS that read')
    .option(
      '--app <id>',
      'the application that signs in, where it is there (default: that of shoalwatch.yaml, else one named shoalwatch)',
      formed(guid, '--app', 'the client id of an application, a GUID'),
    )
    .option('--remediator', 'who may change what plans say, beside reading: the roles are those of the fix function')
    .addHelpText('after', example(`azure ${azureExample}`))
    .action(async (options: AzureOptions) => {
      const known = azureDefaults((await loadSettings(options.config, rules)).config);
      const { subscriptions, managementGroup, issuer, principal, format, remediator } = options;
      const isNamed = subscriptions !== undefined || managementGroup !== undefined;
      const place: AzurePlace = {
        subscriptions: subscriptions ?? (isNamed ? [] : known.subscriptions),
        managementGroups: managementGroup === undefined ? (isNamed ? [] : known.managementGroups) : [managementGroup],
        issuer,
        application: applicationOf(options, known),
        principals: rolesOnly(needed(principal, '--principal', 'the ARN of the role in AWS that reads')),
        ...(remediator && { actions: fixActions }),
      };
      if (place.subscriptions.length + place.managementGroups.length === 0) {
        throw new ShoalwatchError('usage', '--subscriptions or --management-group is needed: what is to be read');
      }
      await terminal().data((format === 'cli' ? azureScript : azureTerraform)(azureTypes, place));
      done('azure', [...place.subscriptions, ...place.managementGroups].join(', '));
    });
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whoever changes something is another one than who reads. Terraform knows by its state what it has made. */
function applicationOf(
  { app, format, remediator }: AzureOptions,
  known: ReturnType<typeof azureDefaults>,
): string | undefined {
  if (format === 'terraform') {
    if (app === undefined) return undefined;
    throw new ShoalwatchError(
      'usage',
      '--app is for the script: Terraform takes an application in by terraform import',
    );
  }
  const [own, other] = remediator ? [known.remediator, known.clientId] : [known.clientId, known.remediator];
  const named = app ?? own;
  if (named === undefined || named.toLowerCase() !== other?.toLowerCase()) return named;
  throw new ShoalwatchError(
    'usage',
    `${named} is ${remediator ? 'who reads' : 'the remediator'}: they are two applications`,
  );
}

const azureExample =
  '--subscriptions 11111111-2222-4333-8444-555555555555 --issuer https://3f5c0a1e.tokens.sts.global.api.aws --principal arn:aws:iam::111122223333:role/shoalwatch';
