import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
  type Credentials as StsCredentials,
} from '@aws-sdk/client-sts';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { Clock } from '#model';
import type { Gate } from '../gate.ts';
import type { Failure } from '../sheet.ts';
import { parseArn } from './address.ts';
import { callAws, type SendOptions } from './call.ts';
import { clientsOf, type ClientConfig } from './clients.ts';
import { awsFailure } from './failure.ts';
import { partitionOf } from './partition.ts';
import { need } from './reader.ts';

/** How an account is reached. */
export interface AccountSetting {
  /** Twelve digits; without it the account that the credentials or the role belong to. */
  readonly account?: string;
  readonly profile?: string;
  /** The role to assume there: a name, or an ARN. */
  readonly role?: string;
  readonly externalId?: string;
  readonly regions?: readonly string[];
  /** The label of its targets. */
  readonly environment?: string;
  readonly name?: string;
}

/** An account that can be read: whose it is, what its clients are made with, and the region of its global calls. */
export interface Session {
  readonly account: string;
  readonly config: ClientConfig & { readonly region: string };
}

/** Why an account cannot be read, and which call said so; the account is empty where nobody knows it. */
export interface Refusal {
  readonly account: string;
  readonly api: string;
  readonly failure: Failure;
  /** No credentials were found at all. */
  readonly bare: boolean;
}

export interface Opener {
  readonly gate: Gate;
  readonly clock: Clock;
  readonly base: ClientConfig;
  /** A role that is assumed first; the roles of the accounts are assumed from it. */
  readonly hub?: { readonly role: string; readonly externalId?: string | undefined } | undefined;
  /** Where to speak to the global services from, where neither environment nor profile name a region. */
  readonly fallbackRegion?: string | undefined;
}

/** Opens an account: by its role where there is one, else with the credentials as they are. */
export async function openAccount(setting: AccountSetting, opener: Opener): Promise<Session | Refusal> {
  const base = { ...opener.base, ...signedIn(setting) };
  const region = await homeRegion(base, opener.fallbackRegion ?? 'us-east-1');
  let config: Session['config'] = { ...base, region };
  const hub = opener.hub?.role;
  const role = setting.role === undefined ? undefined : roleArn(setting.role, setting.account ?? '', region);
  const account = setting.account ?? parseArn(role ?? hub ?? '')?.account;
  if (hub !== undefined) config = assuming(hub, opener.hub?.externalId, config, opener);
  if (role !== undefined) config = assuming(role, setting.externalId, config, opener);
  if (role === undefined && (hub === undefined || setting.account !== undefined)) {
    return identify(config, setting, opener);
  }
  try {
    if (typeof config.credentials === 'function') await config.credentials();
    return { account: account ?? '', config };
  } catch (error) {
    const { detail, ...failure } = awsFailure(error);
    const of = setting.name === undefined ? (account ?? '') : `${setting.name} (${account ?? ''})`;
    const told = `The role ${role ?? hub ?? ''} of account ${of} could not be assumed. ${detail}`;
    return {
      account: account ?? '',
      api: 'sts:AssumeRole',
      failure: { ...failure, detail: told },
      bare: isBare(error),
    };
  }
}

function signedIn({ profile }: AccountSetting): ClientConfig {
  return profile === undefined ? {} : { profile, credentials: fromNodeProviderChain({ profile }) };
}

async function identify(
  config: Session['config'],
  { account }: AccountSetting,
  opener: Opener,
): Promise<Session | Refusal> {
  const api = 'sts:GetCallerIdentity';
  try {
    const answer = await throughSts(api, account ?? '', config, opener, (sts, options) =>
      sts.send(new GetCallerIdentityCommand({}), options),
    );
    const own = need(answer.Account, 'Account');
    if (account === undefined || account === own) return { account: own, config };
    const detail = `The credentials are of account ${own}: name a role to assume in account ${account}.`;
    return { account, api: 'sts:AssumeRole', failure: { reason: 'denied', detail }, bare: false };
  } catch (error) {
    return { account: account ?? '', api, failure: awsFailure(error), bare: isBare(error) };
  }
}

/** The same clients with the credentials of a role, which are asked for when they are needed and kept while they last. */
function assuming(
  role: string,
  externalId: string | undefined,
  config: Session['config'],
  opener: Opener,
): Session['config'] {
  let held: Promise<AssumedCredentials> | undefined;
  const ask = async (): Promise<AssumedCredentials> => {
    const request = { RoleArn: role, RoleSessionName: 'shoalwatch', ExternalId: externalId };
    const account = parseArn(role)?.account ?? '';
    const answer = await throughSts('sts:AssumeRole', account, config, opener, (sts, options) =>
      sts.send(new AssumeRoleCommand(request), options),
    );
    return assumed(need(answer.Credentials, 'Credentials'));
  };
  const credentials = async (): Promise<AssumedCredentials> => {
    const kept = await held;
    if (kept && kept.expiration.getTime() - opener.clock.now() > refreshBefore) return kept;
    held = ask();
    try {
      return await held;
    } catch (error) {
      held = undefined;
      throw error;
    }
  };
  return { ...config, credentials };
}

/** The SDK asks anew this long before the end. */
const refreshBefore = 5 * 60_000;

interface AssumedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

function assumed(answer: StsCredentials): AssumedCredentials {
  return {
    accessKeyId: need(answer.AccessKeyId, 'AccessKeyId'),
    secretAccessKey: need(answer.SecretAccessKey, 'SecretAccessKey'),
    sessionToken: need(answer.SessionToken, 'SessionToken'),
    expiration: need(answer.Expiration, 'Expiration'),
  };
}

async function throughSts<T>(
  api: string,
  account: string,
  config: Session['config'],
  { gate }: Opener,
  send: (sts: STSClient, options: SendOptions) => Promise<T>,
): Promise<T> {
  const clients = clientsOf(config);
  try {
    return await callAws(gate, { api, account, region: config.region }, (options) => send(clients.sts, options));
  } finally {
    clients.close();
  }
}

async function homeRegion(config: ClientConfig, fallback: string): Promise<string> {
  const sts = new STSClient(config);
  // The client rejects when neither the environment nor the profile names a region.
  return sts.config.region().then(
    (region) => region,
    () => fallback,
  );
}

function roleArn(role: string, account: string, region: string): string {
  return role.startsWith('arn:') ? role : `arn:${partitionOf(region)}:iam::${account}:role/${role}`;
}

const isBare = (error: unknown): boolean => error instanceof Error && error.name === 'CredentialsProviderError';
