import { ShoalwatchError } from '#model';

const tokenName = 'SHOALWATCH_SLACK_TOKEN';
const secretName = 'SHOALWATCH_SLACK_SIGNING_SECRET';

/** The bot token: it stands in the environment alone, never in a file. */
export function slackToken(environment: NodeJS.ProcessEnv = process.env): string {
  const token = environment[tokenName]?.trim() ?? '';
  if (token !== '') return token;
  throw new ShoalwatchError('usage', `${tokenName} is not set`, {
    cure: 'set it to the bot token of the app (OAuth & Permissions; it begins with xoxb-)',
  });
}

/** The signing secret of the app; two, with a comma between them, while it is being changed. */
export const signingSecrets = (environment: NodeJS.ProcessEnv = process.env): readonly string[] =>
  (environment[secretName] ?? '')
    .split(',')
    .map((it) => it.trim())
    .filter((it) => it !== '');

/** The same where nothing works without. */
export function signingSecretsNeeded(environment: NodeJS.ProcessEnv = process.env): readonly string[] {
  const secrets = signingSecrets(environment);
  if (secrets.length > 0) return secrets;
  throw new ShoalwatchError('usage', `${secretName} is not set`, {
    cure: 'set it to the signing secret of the app (Basic Information, App Credentials)',
  });
}
