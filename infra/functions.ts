import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type { Role } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { sha256 } from '#lib/hash';
import { besideOf } from '#app/config/beside';
import type { Config } from '#app/config/schema';
import { ShoalwatchError } from '#model';
import { rules } from '#rules/catalog.gen';
import type { CloudName } from './settings.ts';

/** The functions of functions/, by their names there. */
export type FunctionName =
  | `sweep-${CloudName}`
  | `reread-${CloudName}`
  | `fix-${CloudName}`
  | 'fix-tend'
  | 'evaluate'
  | 'judge'
  | 'on-change'
  | 'webhook'
  | 'watchdog'
  | 'prune'
  | 'report'
  | 'alert'
  | 'notify'
  | 'slack'
  | 'act';

interface Traits {
  readonly id: string;
  readonly does: string;
  readonly memoryMb: number;
  readonly timeout: Duration;
}

/** A sweep stops itself at 240 s, and an express workflow may last 300 s: the function ends between the two. */
const sweepTimeout = Duration.seconds(280);

const sweepOf = (cloud: string): Traits => ({
  id: `Sweep${cloud}`,
  does: `Discovers and reads ${cloud} and the clusters there`,
  memoryMb: 1024,
  timeout: sweepTimeout,
});

/** Of a change of what is read by reference (keys, images) everybody holds all: a look may have to hold the fleet. */
const rereadOf = (cloud: string): Traits => ({
  id: `Reread${cloud}`,
  does: `Reads again what a change in ${cloud} touched`,
  memoryMb: 1536,
  timeout: Duration.seconds(180),
});

/** Reading what a plan is about takes what a look takes; an action of Azure may wait two minutes in all. */
const fixOf = (cloud: string): Traits => ({
  id: `Fix${cloud}`,
  does: `Makes one step of a fix in ${cloud}`,
  memoryMb: 1536,
  timeout: Duration.seconds(300),
});

export const functionTraits: Readonly<Record<FunctionName, Traits>> = {
  'sweep-aws': sweepOf('Aws'),
  'sweep-azure': sweepOf('Azure'),
  'sweep-gcp': sweepOf('Gcp'),
  'reread-aws': rereadOf('Aws'),
  'reread-azure': rereadOf('Azure'),
  'reread-gcp': rereadOf('Gcp'),
  'fix-aws': fixOf('Aws'),
  'fix-azure': fixOf('Azure'),
  'fix-gcp': fixOf('Gcp'),
  'fix-tend': {
    id: 'FixTend',
    does: 'Looks after fixes',
    memoryMb: 1536,
    timeout: Duration.seconds(120),
  },
  evaluate: { id: 'Evaluate', does: 'Judges the fleet', memoryMb: 3008, timeout: Duration.minutes(15) },
  judge: {
    id: 'Judge',
    does: 'Announces changes, and judges what was read after them',
    memoryMb: 3008,
    timeout: Duration.seconds(180),
  },
  'on-change': {
    id: 'OnChange',
    does: 'Takes in changes and orders re-reads',
    memoryMb: 1536,
    timeout: Duration.seconds(60),
  },
  webhook: {
    id: 'Webhook',
    does: 'Takes events of Azure and Google Cloud',
    memoryMb: 256,
    timeout: Duration.seconds(20),
  },
  watchdog: {
    id: 'Watchdog',
    does: 'Looks after the sweeps',
    memoryMb: 512,
    timeout: Duration.seconds(60),
  },
  prune: {
    id: 'Prune',
    does: 'Lets go of what nobody keeps any more',
    memoryMb: 1536,
    timeout: Duration.minutes(15),
  },
  report: { id: 'Report', does: 'Writes reports', memoryMb: 3008, timeout: Duration.minutes(15) },
  alert: { id: 'Alert', does: 'Deals with news of findings', memoryMb: 1024, timeout: Duration.seconds(120) },
  notify: { id: 'Notify', does: 'Tells a channel of Slack', memoryMb: 1024, timeout: Duration.seconds(300) },
  slack: { id: 'Slack', does: 'Takes clicks and commands of Slack', memoryMb: 1024, timeout: Duration.seconds(10) },
  act: { id: 'Act', does: 'Does what people press and type', memoryMb: 1024, timeout: Duration.seconds(120) },
};

/** Where the code of the functions lies, and the config that is put beside each. */
export interface Bundles {
  readonly folder: string;
  readonly config: Config;
}

/**
 * One function, with a role and a log of its own. None reserves concurrency: a young account may have ten at once, and
 * refuses every reservation. Whoever judges holds the lease, and the API and the queues have limits of their own.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
export function functionIn(
  scope: Construct,
  name: FunctionName,
  {
    bundles,
    roleIn,
    environment,
  }: {
    readonly bundles: Bundles;
    readonly roleIn: (log: LogGroup) => Role;
    readonly environment: Readonly<Record<string, string>>;
  },
): LambdaFunction {
  const { id, does, memoryMb, timeout } = functionTraits[name];
  const logGroup = new LogGroup(scope, `${id}Log`, {
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const made = new LambdaFunction(scope, id, {
    functionName: `${Stack.of(scope).stackName}-${name}`,
    description: does,
    architecture: Architecture.ARM_64,
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: codeOf(name, bundles),
    memorySize: memoryMb,
    timeout,
    environment: { ...environment },
    // What a role may stands in one place: nothing that uses it adds to it.
    role: roleIn(logGroup).withoutPolicyUpdates(),
    logGroup,
    tracing: Tracing.ACTIVE,
  });
  Validations.of(made).acknowledge({
    id: 'Serverless-LambdaDLQ',
    reason:
      'Called by a state machine, a queue with a dead-letter queue or an API that see it fail; a silent watchdog is an alarm.',
  });
  return made;
}

/** The bundle with what of the config is for it beside it. */
function codeOf(name: FunctionName, { folder, config }: Bundles): Code {
  const source = join(folder, name);
  if (!existsSync(join(source, 'index.mjs'))) {
    throw new ShoalwatchError('config', `${source} holds no index.mjs: the function ${name} is not bundled`, {
      cure: 'node tools/bundle.ts',
    });
  }
  const { file, text } = besideOf(name, config, rules);
  return Code.fromAsset(source, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Told by its config, so that two stacks of one app do not share what is staged.
      environment: { CONFIG: sha256(text) },
      image: DockerImage.fromRegistry('no-image-is-used'),
      local: {
        tryBundle: (out) => {
          cpSync(join(source, 'index.mjs'), join(out, 'index.mjs'));
          writeFileSync(join(out, file), text);
          return true;
        },
      },
    },
  });
}
