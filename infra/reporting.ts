import { Duration, TimeZone } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import {
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
  type CronOptionsWithTimezone,
} from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { folderOf } from '#app/config/reports';
import { ShoalwatchError, type ScheduledReport } from '#model';
import { reportsFolder } from '#store/drivers/dynamo-schema';
import { storeNames, type Ground } from './fleet-functions.ts';
import { functionIn } from './functions.ts';
import { acknowledge, arnText } from './nag.ts';
import { reportingStatements, roleIn, storeStatements, tellingStatements } from './roles.ts';
import { scheduleRoleIn } from './schedule-role.ts';
import type { Settings } from './settings.ts';
import type { Storage } from './storage.ts';

/** Early in the day of whoever reads it, and after midnight wherever clocks are put forward. */
const morning = { hour: '6', minute: '0' };

const crons: Readonly<Record<ScheduledReport['every'], CronOptionsWithTimezone>> = {
  daily: morning,
  weekly: { ...morning, weekDay: 'MON' },
  monthly: { ...morning, day: '1' },
};

/** What writes the reports of the config to the bucket, each by a schedule of its own. */
export function reportingIn(scope: Construct, ground: Ground & { readonly undelivered: Queue }): LambdaFunction {
  const { bundles, settings, storage, undelivered } = ground;
  const made = functionIn(scope, 'report', {
    bundles,
    environment: storeNames(storage),
    roleIn: (log) => reportingRoleIn(scope, storage, { log, tells: tellsIn(settings) }),
  });
  const role = scheduleRoleIn(scope, 'ReportScheduleRole', 'Starts the reports of Shoalwatch', [
    new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [made.functionArn] }),
    new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [undelivered.queueArn] }),
  ]);
  const target = { role, deadLetterQueue: undelivered, retryAttempts: 2, maxEventAge: Duration.hours(12) };
  const timeZone = TimeZone.of(settings.config.org?.timezone ?? 'Etc/UTC');
  for (const report of settings.reports) {
    const name = folderOf(report);
    new Schedule(scope, `Report-${name.replaceAll('/', '--')}`, {
      description: `Writes the report ${name} of Shoalwatch`,
      schedule: ScheduleExpression.cron({ ...crons[report.every], timeZone }),
      target: new LambdaInvoke(made, { ...target, input: ScheduleTargetInput.fromObject({ report: name }) }),
    });
  }
  return made;
}

/** Whether a channel is told of any report. Throws a config error where the stack has no Slack to tell it by. */
function tellsIn({ reports, config }: Settings): boolean {
  const told = reports.findIndex(({ deliver }) => deliver?.slack !== undefined);
  if (told < 0 || config.slack) return told >= 0;
  throw new ShoalwatchError('config', `reports.${told}.deliver.slack: the stack has no Slack`, {
    cure: 'add slack: {team: T..., app: A...} to shoalwatch.yaml, or leave deliver out',
  });
}

/** Whoever reports reads what was found, and writes nothing but reports and the messages that they are written. */
function reportingRoleIn(
  scope: Construct,
  storage: Storage,
  { log, tells }: { readonly log: LogGroup; readonly tells: boolean },
): Role {
  const { bucket } = storage;
  const own = [
    ...storeStatements(storage, { state: 'read', ledger: 'read', bucket: 'read' }),
    ...(tells ? tellingStatements(storage) : []),
  ];
  const role = roleIn(scope, 'report', { log, statements: [...own, ...reportingStatements(storage)], bucket });
  acknowledge(
    role,
    [`${arnText(bucket)}/${reportsFolder}/*`],
    'Reports are named by the day and the run they tell of.',
  );
  return role;
}
