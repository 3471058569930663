import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  type GetSecretValueCommandOutput,
} from '@aws-sdk/client-secrets-manager';
import { ShoalwatchError } from '#model';
import { givingUp } from './patience.ts';

/** For how long a process works with what it read, in milliseconds. */
const fresh = 5 * 60_000;

/** For how long the signing secret before the present one counts: what is under way while it is changed. */
const rotating = 60 * 60_000;

/** What a secret holds. Nothing is said of it anywhere. */
export interface Secrets {
  /** The present value, or undefined while nobody has put one in. */
  present(): Promise<string | undefined>;
  /** The present value, and for an hour after it was put in the one before it. */
  accepted(): Promise<readonly string[]>;
}

/** What of the client is used. */
export type SecretsClient = Pick<SecretsManagerClient, 'send'>;

let made: SecretsManagerClient | undefined;

/** The client of this process, made when it is first asked for. Somebody waits for an answer. */
const secretsClient = (): SecretsManagerClient =>
  (made ??= new SecretsManagerClient({
    maxAttempts: 2,
    ...givingUp({ connect: 1_000, answer: 1_500 }),
  }));

/** Reads a secret when it is first asked for, and anew after five minutes. Whoever asks meanwhile waits for one read. */
export function secretOf(id: string, now: () => number, client?: SecretsClient): Secrets {
  const kept = new Map<string, Reading>();
  const versionOf = async (stage: string): Promise<Version | undefined> => {
    const known = kept.get(stage);
    if (known && now() < known.until) return known.version;
    const reading = { version: read(client ?? secretsClient(), id, stage), until: now() + fresh };
    kept.set(stage, reading);
    // What failed is asked for again by the next one.
    reading.version.catch(() => kept.delete(stage));
    return reading.version;
  };
  return {
    present: async () => (await versionOf('AWSCURRENT'))?.text,
    async accepted() {
      const present = await versionOf('AWSCURRENT');
      if (!present) return [];
      if (now() - present.since > rotating) return [present.text];
      const before = await versionOf('AWSPREVIOUS');
      return [present.text, ...(before ? [before.text] : [])];
    },
  };
}

interface Version {
  readonly text: string;
  /** When it was put in, in milliseconds since 1970. */
  readonly since: number;
}

interface Reading {
  readonly version: Promise<Version | undefined>;
  readonly until: number;
}

async function read(client: SecretsClient, SecretId: string, VersionStage: string): Promise<Version | undefined> {
  const answer = await answerOf(client, new GetSecretValueCommand({ SecretId, VersionStage }));
  const text = answer?.SecretString?.trim() ?? '';
  return text === '' ? undefined : { text, since: answer?.CreatedDate?.getTime() ?? 0 };
}

async function answerOf(
  client: SecretsClient,
  command: GetSecretValueCommand,
): Promise<GetSecretValueCommandOutput | undefined> {
  try {
    return await client.send(command);
  } catch (cause) {
    // The secret is there, and nobody has put this version in.
    if (cause instanceof ResourceNotFoundException) return undefined;
    const why = cause instanceof Error ? cause.name : 'unknown';
    throw new ShoalwatchError('store', `the secret ${command.input.SecretId ?? ''} cannot be read: ${why}`, {
      cure: 'grant secretsmanager:GetSecretValue on it, and kms:Decrypt where it has a key of its own',
      cause,
    });
  }
}
