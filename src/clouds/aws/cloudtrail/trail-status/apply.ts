import { StartLoggingCommand, StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { defineApply } from '../../../apply.ts';
import { need } from '../../reader.ts';
import type { AwsWriter } from '../../writer.ts';
import { atHome } from '../home.ts';
import { startLogging, stopLogging } from './actions.ts';

/** Sends `StartLogging`; it is in effect when the service has answered. */
export const applyStartLogging = defineApply(startLogging, async (at: AwsWriter, { config }) => {
  const Name = need(config.TrailARN, 'TrailARN');
  const command = new StartLoggingCommand({ Name });
  await at.call('cloudtrail:StartLogging', (options) => atHome(at, Name).send(command, options));
});

/** Sends `StopLogging`. */
export const applyStopLogging = defineApply(stopLogging, async (at: AwsWriter, { config }) => {
  const Name = need(config.TrailARN, 'TrailARN');
  const command = new StopLoggingCommand({ Name });
  await at.call('cloudtrail:StopLogging', (options) => atHome(at, Name).send(command, options));
});
