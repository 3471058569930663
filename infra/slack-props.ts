import type { Config } from '#app/config/schema';
import { ShoalwatchError } from '#model';
import type { GivenSecrets } from './slack-secrets.ts';

type SlackConfig = NonNullable<Config['slack']>;

/** The Slack app of a stack: what a property says goes before what the config says. */
export interface SlackProps extends Partial<SlackConfig>, GivenSecrets {}

/** Throws a config error where the app is not told from others. */
export function slackOf(props: SlackProps | undefined, config: SlackConfig | undefined): SlackConfig | undefined {
  if (!props) return config;
  const { botTokenSecret: _, signingSecret: __, ...told } = props;
  const { team, app, ...rest } = { ...config, ...told };
  if (team !== undefined && app !== undefined) return { team, app, ...rest };
  throw new ShoalwatchError('config', 'slack: which workspace and which app are let in is not told', {
    cure: 'add to slack: {team: T0123ABCD, app: A0123ABCD}, as the page of the app shows them',
  });
}
