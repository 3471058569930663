import { join } from 'node:path';
import { RemovalPolicy, Stack, type Duration } from 'aws-cdk-lib';
import type { Alarm, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Config } from '#app/config/schema';
import { ShoalwatchError } from '#model';
import { alarmsIn, alarmTopicIn } from './alarms.ts';
import { alertingIn } from './alerting.ts';
import { dashboardIn } from './dashboard.ts';
import { failureAlarmsIn } from './failure-alarms.ts';
import { eventPathIn } from './event-path.ts';
import { fleetFunctionsIn } from './fleet-functions.ts';
import { memberTemplateIn } from './member-template.ts';
import { memberStackSetIn } from './members.ts';
import { fixAlarmsIn } from './fix-alarms.ts';
import { outputsIn } from './outputs.ts';
import { deadQueueIn } from './queues.ts';
import { remediationIn } from './remediation.ts';
import { auditorPolicyIn } from './auditor.ts';
import { storeStatements } from './roles.ts';
import { reportingIn } from './reporting.ts';
import { schedulesIn } from './schedules.ts';
import { settingsOf } from './settings.ts';
import { slackAlarmsIn } from './slack-alarms.ts';
import { slackOf, type SlackProps } from './slack-props.ts';
import { slackIn } from './slack.ts';
import { storageIn, type Storage } from './storage.ts';
import { sweepMachineIn } from './sweep-machine.ts';
import { tag } from './tags.ts';

type Targets = NonNullable<Config['targets']>;

/** A parsed shoalwatch.yaml. */
export type ShoalwatchConfig = Config;
export type MemberProps = NonNullable<Config['members']>;
export type AzureProps = NonNullable<Targets['azure']>;
export type GcpProps = NonNullable<Targets['gcp']>;
export type EvidenceProps = NonNullable<Config['evidence']>;

/** What a property says goes before what the config says. */
export interface ShoalwatchProps {
  /** Parsed shoalwatch.yaml, such as `configAt` gives. @default - this account alone, with every rule as it comes */
  readonly config?: ShoalwatchConfig;
  /** From the beginning of one sweep to the next. @default - `schedule.full` of the config, else an hour */
  readonly scanInterval?: Duration;
  /** React to changes between sweeps. @default - `schedule.nearRealTime` of the config, else true */
  readonly nearRealTime?: boolean;
  /** Units and accounts that get the reader role and send their changes. @default - `members` of the config */
  readonly members?: MemberProps;
  /** Creates what may change something; the levels themselves are live policy. @default - `remediation.enabled` of the config, else false */
  readonly remediation?: boolean;
  /** The Slack app; its two secrets are made, empty, where none are given. @default - `slack` of the config, else no Slack */
  readonly slack?: SlackProps;
  /** Azure, without a key. @default - `targets.azure` of the config */
  readonly azure?: AzureProps;
  /** Google Cloud, without a key. @default - `targets.gcp` of the config */
  readonly gcp?: GcpProps;
  /** How long what runs found is kept, and locked. @default - `evidence` of the config, else 400 days and no lock */
  readonly evidence?: EvidenceProps;
  /** Percent of what was to be judged below which CoverageLow alarms: from 0, which never does, to 100. @default 90 */
  readonly coverageFloor?: number;
  /** Where operational alarms go. @default - a new topic without subscribers */
  readonly alarmTopic?: ITopic;
  /** What happens to tables, bucket and key when the stack is deleted. @default RETAIN */
  readonly removalPolicy?: RemovalPolicy;
  /** On everything, beside `app`, `component`, `version` and `stack`. @default - those alone */
  readonly tags?: Record<string, string>;
  /** The folder of the bundled functions. @default - dist/functions, which `node tools/bundle.ts` makes */
  readonly bundles?: string;
}

/** Audits this account, and what the config names beside it: sweeps on a schedule, and each change in seconds. */
export class Shoalwatch extends Construct {
  readonly stateTable: Table;
  readonly ledgerTable: Table;
  readonly workTable: Table;
  readonly evidenceBucket: Bucket;
  readonly scanStateMachine: StateMachine;
  /** Carries plans out that were approved; without remediation there is none. */
  readonly fixStateMachine: StateMachine | undefined;
  readonly dashboard: Dashboard;
  /** Where members and other regions send their changes; without near-real-time there is none. */
  readonly eventBus: EventBus | undefined;
  /** Where every change of a finding goes, as OCSF. */
  readonly findingsBus: EventBus;
  readonly alarmTopic: ITopic;
  private readonly storage: Storage;
  private readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: ShoalwatchProps = {}) {
    super(scope, id);
    alone(this);
    const settings = settingsOf(configOf(props));
    const coverageFloor = floorOf(props.coverageFloor ?? 90);
    const { intervalMinutes, members } = settings;
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN;
    const { retentionDays, objectLock } = settings;
    this.storage = storageIn(this, { removalPolicy, retentionDays, objectLock, intervalMinutes });
    const { tables, bucket, key } = this.storage;
    [this.stateTable, this.ledgerTable, this.workTable] = [tables.state, tables.ledger, tables.work];
    this.evidenceBucket = bucket;

    const bundles = { folder: props.bundles ?? usualBundles, config: settings.config };
    const ground = { bundles, settings, storage: this.storage };
    const { sweeps, evaluate, watchdog, prune } = fleetFunctionsIn(this, ground);
    this.scanStateMachine = sweepMachineIn(this, { sweeps, evaluate });

    const undelivered = deadQueueIn(this, 'Undelivered');
    const path = settings.nearRealTime ? eventPathIn(this, { ...ground, undelivered }) : undefined;
    this.eventBus = path?.bus;
    schedulesIn(this, { machine: this.scanStateMachine, watchdog, prune, undelivered, intervalMinutes });
    const report = settings.reports.length > 0 ? reportingIn(this, { ...ground, undelivered }) : undefined;
    if (members && members.units.length > 0) memberStackSetIn(this, members, path?.bus.eventBusArn);
    const memberTemplate = members && memberTemplateIn(this, members, path !== undefined);

    this.alarmTopic = props.alarmTopic ?? alarmTopicIn(this, key);
    const told = { topic: this.alarmTopic, topicKey: props.alarmTopic ? undefined : key };
    const { config } = settings;
    const slack =
      config.slack &&
      slackIn(this, {
        ground,
        api: path?.api,
        machine: this.scanStateMachine,
        ...told,
        ...props.slack,
        ...config.slack,
      });
    this.fixStateMachine = settings.remediates
      ? remediationIn(this, { ground, botToken: slack?.secrets.botToken, undelivered })
      : undefined;
    const alerting = alertingIn(this, {
      ...{ ground, cards: slack?.cards, undelivered, machine: this.scanStateMachine },
    });
    this.findingsBus = alerting.bus;

    const deadQueues = { Undelivered: undelivered, ...path?.deadQueues, ...alerting.deadQueues, ...slack?.deadQueues };
    const queues = { deadQueues, liveQueues: { ...path?.liveQueues, ...slack?.liveQueues } };
    this.alarms = [
      ...alarmsIn(this, { topic: this.alarmTopic, ...queues, intervalMinutes, coverageFloor }),
      ...failureAlarmsIn(this, this.alarmTopic, { prune, report }),
      ...(slack ? slackAlarmsIn(this, this.alarmTopic) : []),
      ...(this.fixStateMachine ? fixAlarmsIn(this, this.alarmTopic, this.fixStateMachine) : []),
    ];
    this.dashboard = dashboardIn(this, {
      ...{ machine: this.scanStateMachine, fixes: this.fixStateMachine, deadQueues },
      slack: slack !== undefined,
    });
    outputsIn(this, {
      ...this.places(),
      settings,
      api: path?.api,
      findingsBus: this.findingsBus,
      slack,
      memberTemplate,
      fixStateMachine: this.fixStateMachine,
      auditorPolicy: auditorPolicyIn(this, this.storage),
    });
    tag(this, props.tags);
  }

  /** Lets someone read findings and their history. */
  grantReadFindings(grantee: IGrantable): void {
    this.grant(grantee, { state: 'read', ledger: 'read' });
  }

  /** Lets someone read what findings were judged by. */
  grantReadEvidence(grantee: IGrantable): void {
    this.grant(grantee, { bucket: 'read' });
  }

  /** Adds something that every alarm does. */
  addAlarmAction(action: Parameters<Alarm['addAlarmAction']>[0]): void {
    for (const alarm of this.alarms) alarm.addAlarmAction(action);
  }

  private grant(grantee: IGrantable, modes: Parameters<typeof storeStatements>[1]): void {
    for (const statement of storeStatements(this.storage, modes))
      grantee.grantPrincipal.addToPrincipalPolicy(statement);
  }

  private places() {
    const { stateTable, ledgerTable, workTable, evidenceBucket, scanStateMachine, dashboard, eventBus, alarmTopic } =
      this;
    return { stateTable, ledgerTable, workTable, evidenceBucket, scanStateMachine, dashboard, eventBus, alarmTopic };
  }
}

const usualBundles = join(import.meta.dirname, '../dist/functions');

/** Functions, roles and outputs are named after the stack. */
function alone(own: Shoalwatch): void {
  const stack = Stack.of(own);
  const isOther = (it: unknown): boolean => it instanceof Shoalwatch && it !== own && Stack.of(it) === stack;
  if (!stack.node.findAll().some(isOther)) return;
  throw new ShoalwatchError('config', `the stack ${stack.stackName} holds two Shoalwatch`, {
    cure: 'give the other one a stack of its own',
  });
}

/** An alarm below no percent at all, or above all of them, would be silent or never end. */
function floorOf(percent: number): number {
  if (percent >= 0 && percent <= 100) return percent;
  throw new ShoalwatchError('config', `coverageFloor is a percentage from 0 to 100, and not ${percent}`, {
    cure: 'leave it out for 90',
  });
}

function configOf(props: ShoalwatchProps): Config {
  const { config, scanInterval, nearRealTime, members, azure, gcp, evidence, remediation } = props;
  const slack = slackOf(props.slack, config?.slack);
  const targets = { ...config?.targets, ...(azure && { azure }), ...(gcp && { gcp }) };
  const schedule = {
    ...config?.schedule,
    ...(scanInterval && { full: `${scanInterval.toMinutes()}m` }),
    ...(nearRealTime !== undefined && { nearRealTime }),
  };
  return {
    version: 1,
    ...config,
    ...(Object.keys(targets).length > 0 && { targets }),
    ...(Object.keys(schedule).length > 0 && { schedule }),
    ...(members && { members }),
    ...(evidence && { evidence }),
    ...(slack && { slack }),
    ...(remediation !== undefined && { remediation: { ...config?.remediation, enabled: remediation } }),
  };
}
