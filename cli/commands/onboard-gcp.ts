import type { Command } from 'commander';
import { gcpTypes } from '#clouds/gcp/types';
import { ShoalwatchError } from '#model';
import { gcpScript, gcpTerraform, type GcpPlace } from '#report/onboard/gcp';
import { rules } from '#rules/catalog.gen';
import {
  done,
  example,
  formed,
  formedList,
  gcpDefaults,
  needed,
  partsOf,
  rolesOnly,
  withCommon,
  type Common,
} from '../onboard-options.ts';
import { fixActions } from '../fix/desk.ts';
import { loadSettings } from '../settings.ts';
import { terminal } from '../terminal.ts';

interface GcpOptions extends Common {
  readonly remediator?: boolean;
  readonly projects?: readonly string[];
  readonly organization?: string;
  readonly home?: string;
}

/** Adds `onboard gcp`. */
export function addOnboardGcp(onboard: Command): void {
  withCommon(onboard.command('gcp').description('the reader role in Google Cloud, and a sign-in without a key'), [
    'cli',
    'terraform',
  ])
    .option(
      '--projects <list>',
      'the projects to be read',
      formedList(projectForm, '--projects', 'a list of project ids'),
    )
    .option(
      '--organization <number>',
      'the organisation to be read',
      formed(/^\d{1,20}$/, '--organization', 'the number of an organisation'),
    )
    .option(
      '--home <project>',
      'the project of the sign-in (default: the first that is read)',
      formed(projectForm, '--home', 'the id of a project'),
    )
    .option('--principal <arns>', 'the roles in AWS that read')
    .option('--remediator', 'who may change what plans say, beside reading: the roles are those of the fix function')
    .addHelpText('after', example('gcp --projects shop-prod --principal arn:aws:iam::111122223333:role/shoalwatch'))
    .action(async (options: GcpOptions) => {
      const place = await gcpPlaceOf(options);
      await terminal().data((options.format === 'cli' ? gcpScript : gcpTerraform)(gcpTypes, place));
      done('gcp', place.organization === undefined ? place.projects.join(', ') : `organisation ${place.organization}`);
    });
}

const projectForm = /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/;

const projectOf = formed(projectForm, 'a project', 'the id of one');

async function gcpPlaceOf(options: GcpOptions): Promise<GcpPlace> {
  const known = gcpDefaults((await loadSettings(options.config, rules)).config);
  const arns = rolesOnly(needed(options.principal, '--principal', 'the ARN of the role in AWS that reads'));
  const { partition, account } = partsOf(arns[0] ?? '');
  const organization = options.organization ?? (options.projects ? undefined : known.organizations[0]);
  const projects = options.projects ?? known.projects.map(projectOf);
  if (organization === undefined && projects.length === 0) {
    throw new ShoalwatchError('usage', '--projects or --organization is needed: what is to be read');
  }
  return {
    home: needed(options.home ?? projects[0], '--home', 'the project that holds the sign-in'),
    ...{ projects, organization, partition },
    ...(options.remediator && { actions: fixActions }),
    awsAccount: account,
    awsRoles: arns.map((arn) => partsOf(arn).name),
  };
}
