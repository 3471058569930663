import { Annotations, Stack, Stage, Validations, type App, type Environment } from 'aws-cdk-lib';
import { globalRegionOf } from '#report/onboard/aws-member';
import { ShoalwatchError } from '#model';
import { configAt } from './config-at.ts';
import { prefixOf } from './events.ts';
import { WatchedRegion } from './region-stack.ts';
import type { ShoalwatchConfig } from './shoalwatch.ts';
import { ShoalwatchStack } from './stack.ts';

/** Where the command stands: known when it has credentials, and needed by nothing but the stacks of other regions. */
interface Place {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/**
 * The stacks of a config: `-c config=PATH`, else ./shoalwatch.yaml, else this account alone; `-c stage=dev` names them
 * apart. What is wrong with a config stands in the stack as errors, so that every command says it and none deploys.
 */
export function appIn(app: App, place: Place, bundles?: string): void {
  const stage = textOf(app, 'stage');
  const isNamed = stage === undefined || stageForm.test(stage);
  const name = stage === undefined || !isNamed ? 'Shoalwatch' : `Shoalwatch-${stage}`;
  try {
    if (!isNamed) {
      throw new ShoalwatchError('config', `the stage ${JSON.stringify(stage)} is no part of the name of a stack`, {
        cure: 'name it by letters, digits and hyphens, such as -c stage=dev',
      });
    }
    const config = configAt(textOf(app, 'config'));
    const env = envOf(place);
    const stack = new ShoalwatchStack(app, name, {
      env,
      ...(config && { config }),
      ...(bundles !== undefined && { bundles }),
    });
    otherRegionsIn(app, { stack, place, ...(config && { config }) });
  } catch (error) {
    if (!(error instanceof ShoalwatchError)) throw error;
    const broken = app.node.tryFindChild(name) ?? new Stack(app, name);
    // That nothing was made of it is no mistake of its own.
    Validations.of(broken).acknowledge({
      id: 'CloudFormation-Validate::F0001',
      reason: 'The config is to be mended first.',
    });
    for (const line of error.message.split('\n')) Annotations.of(broken).addError(line);
    if (error.cure !== undefined) Annotations.of(broken).addError(error.cure);
  }
}

/** What the name of a stack may go on with. */
const stageForm = /^[A-Za-z0-9-]+$/;

/**
 * The rules of the account's other regions, each in a stack of the stage `<stack>-Regions`: a plain `cdk deploy` takes the
 * one stack that is needed, `cdk deploy '<stack>-Regions/*'` these.
 */
function otherRegionsIn(
  app: App,
  {
    stack,
    place,
    config,
  }: { readonly stack: ShoalwatchStack; readonly place: Place; readonly config?: ShoalwatchConfig },
): void {
  const { region: home, account } = place;
  const { eventBus } = stack.shoalwatch;
  if (home === undefined || account === undefined || !eventBus) return;
  const own = ownRegionsIn(config, account);
  const all = [...new Set([...own, globalRegionOf(stack.partition)])].filter((it) => it !== home);
  if (all.length === 0) return;
  const regions = new Stage(app, `${stack.stackName}-Regions`);
  for (const region of all) {
    new WatchedRegion(regions, region, {
      env: { account, region },
      stackName: `${stack.stackName}-events`,
      bus: `arn:${stack.partition}:events:${home}:${account}:event-bus/${prefixOf(stack)}`,
      prefix: prefixOf(stack),
      isWatched: own.includes(region),
    });
  }
}

/**
 * The regions in which a config says that the stack's own account is read: no stack set reaches it, whether it is named or
 * stands in the organisation. Where such an entry names none, those that members send from are its own too.
 */
function ownRegionsIn({ targets, members }: ShoalwatchConfig = { version: 1 }, account: string): readonly string[] {
  const entries = targets?.aws?.filter(({ organization, exclude, role, account: named }) =>
    organization ? !exclude?.includes(account) : role === undefined || named === account,
  );
  return entries?.flatMap(({ regions = members?.regions ?? [] }) => regions) ?? [];
}

const envOf = ({ account, region }: Place): Environment => ({
  ...(account !== undefined && { account }),
  ...(region !== undefined && { region }),
});

function textOf(app: App, name: string): string | undefined {
  const value: unknown = app.node.tryGetContext(name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
