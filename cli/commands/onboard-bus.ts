import type { Command } from 'commander';
import { ShoalwatchError } from '#model';
import { busScript, busTemplate, busTerraform, type CentralBus } from '#report/onboard/aws-bus';
import {
  busOf,
  done,
  example,
  formedList,
  needed,
  organizationOf,
  withCommon,
  type Common,
} from '../onboard-options.ts';
import { terminal } from '../terminal.ts';

interface BusOptions extends Common {
  readonly eventBus?: string;
  readonly organization?: string;
  readonly accounts?: readonly string[];
}

/** Adds `onboard bus`. */
export function addOnboardBus(onboard: Command): void {
  withCommon(onboard.command('bus').description('the policy of the bus that other accounts send changes to'), [
    'cli',
    'terraform',
    'cfn',
  ])
    .option('--event-bus <arn>', 'the bus', busOf)
    .option('--organization <id>', 'takes the changes of this organisation', organizationOf)
    .option('--accounts <list>', 'takes those of these accounts', formedList(/^\d{12}$/, '--accounts', 'a list of ids'))
    .addHelpText(
      'after',
      example('bus --event-bus arn:aws:events:eu-west-1:111122223333:event-bus/shoalwatch --organization o-a1b2c3d4e5'),
    )
    .action(async ({ eventBus, organization, accounts = [], format }: BusOptions) => {
      const arn = needed(eventBus, '--event-bus', 'the ARN of the bus; the stack has it among its outputs');
      const [, , , region = '', , resource = ''] = arn.split(':');
      const bus: CentralBus = { region, name: resource.slice('event-bus/'.length), organization, accounts };
      if (organization === undefined && accounts.length === 0) {
        throw new ShoalwatchError('usage', '--organization or --accounts is needed: whose changes are taken');
      }
      const out = terminal();
      if (format === 'cfn') await out.data(`${JSON.stringify(busTemplate(bus), null, 2)}\n`);
      else await out.data((format === 'cli' ? busScript : busTerraform)(bus));
      done('aws', `the policy of ${bus.name}`);
    });
}
