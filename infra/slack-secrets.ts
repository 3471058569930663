import { Aws, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnSecret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** What is known of Slack that nobody else may know. */
export interface SlackSecrets {
  readonly botToken: KnownSecret;
  readonly signing: KnownSecret;
}

export interface KnownSecret {
  readonly arn: string;
  /** What whoever reads it may do, and with what. */
  readonly reading: (sid: string) => readonly PolicyStatement[];
}

/** Secrets that somebody else keeps. */
export interface GivenSecrets {
  readonly botTokenSecret?: ISecret | undefined;
  readonly signingSecret?: ISecret | undefined;
}

/** What is not given is made, empty: a first deploy needs nothing of Slack, and no deploy touches what was put in. */
export function slackSecretsIn(scope: Construct, { botTokenSecret, signingSecret }: GivenSecrets): SlackSecrets {
  return {
    botToken: botTokenSecret
      ? given(botTokenSecret)
      : made(scope, 'SlackBotToken', botTokenName(scope), 'The bot token'),
    signing: signingSecret
      ? given(signingSecret)
      : made(scope, 'SlackSigningSecret', signingName(scope), 'The signing secret'),
  };
}

const botTokenName = (scope: Construct): string => `${Stack.of(scope).stackName}/slack/bot-token`;
const signingName = (scope: Construct): string => `${Stack.of(scope).stackName}/slack/signing-secret`;

/** What of a deleted stack stays behind holds no key: Slack shows both again. */
function made(scope: Construct, id: string, name: string, what: string): KnownSecret {
  const secret = new CfnSecret(scope, id, { name, description: `${what} of the Slack app: put it in by hand` });
  secret.applyRemovalPolicy(RemovalPolicy.DESTROY);
  Validations.of(secret).acknowledge({
    id: 'AwsSolutions-SMG4',
    reason: 'Slack alone makes another one. A person puts it in; for an hour the signing secret before it counts too.',
  });
  return { arn: secret.ref, reading: (sid) => [read(sid, secret.ref)] };
}

function given({ secretArn, secretFullArn, encryptionKey }: ISecret): KnownSecret {
  // A secret that is known by its name alone has six characters more in its ARN.
  const statement = (sid: string) => read(sid, secretFullArn ?? `${secretArn}-??????`);
  const opened = (sid: string) =>
    encryptionKey &&
    new PolicyStatement({
      ...{ sid: `${sid}Key`, actions: ['kms:Decrypt'], resources: [encryptionKey.keyArn] },
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${Aws.REGION}.${Aws.URL_SUFFIX}` } },
    });
  return { arn: secretArn, reading: (sid) => [statement(sid), opened(sid)].filter((it) => it !== undefined) };
}

const read = (sid: string, arn: string): PolicyStatement =>
  new PolicyStatement({ sid, actions: ['secretsmanager:GetSecretValue'], resources: [arn] });
