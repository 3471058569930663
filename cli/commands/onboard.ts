import type { Command } from 'commander';
import { addOnboardAws } from './onboard-aws.ts';
import { addOnboardAzure } from './onboard-azure.ts';
import { addOnboardBus } from './onboard-bus.ts';
import { addOnboardCluster } from './onboard-cluster.ts';
import { addOnboardGcp } from './onboard-gcp.ts';

/** Adds `onboard`: what lets a place be read, as text that a person reviews and runs. Nothing is changed by it. */
export function addOnboard(program: Command): void {
  const onboard = program.command('onboard').description('print the roles and steps that let a place be read');
  addOnboardAws(onboard);
  addOnboardBus(onboard);
  addOnboardAzure(onboard);
  addOnboardGcp(onboard);
  addOnboardCluster(onboard);
}
