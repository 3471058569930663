import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { compareText } from '#lib/text';
import type { Clock, Cloud, Discovery, Gap, Reading, Resource, Target } from '#model';
import type { ClusterAccess } from '../cluster-access.ts';
import type { Gate } from '../gate.ts';
import { sheetOf, type Failure } from '../sheet.ts';
import { eksAccess } from './access.ts';
import { clientsOf, type ClientConfig } from './clients.ts';
import { awsFailure, regionFailure } from './failure.ts';
import { isGoneFromAws } from './gone.ts';
import { collectOidcProviders } from './iam/oidc-provider/collect.ts';
import { collectAuthorization } from './iam/role/collect.ts';
import { partitionOf } from './partition.ts';
import { readerOf } from './reader.ts';
import { collectRegion } from './region.ts';
import { enabledRegions } from './regions.ts';
import { openAccount, type AccountSetting, type Opener, type Refusal, type Session } from './session.ts';
import { typeNamesIn } from './types.ts';

export interface AwsSettings {
  readonly gate: Gate;
  readonly clock: Clock;
  readonly profile?: string;
  /** Instead of the enabled ones. */
  readonly regions?: readonly string[];
  /** Assumed before anything else; alone it is the account to read, with `accounts` theirs are assumed from it. */
  readonly roleArn?: string;
  readonly externalId?: string;
  /** Without it the account that the credentials belong to. */
  readonly accounts?: readonly AccountSetting[];
  /** For tests; otherwise the SDK finds its endpoint and credentials itself. */
  readonly clientConfig?: ClientConfig;
}

const noCredentials =
  'No AWS credentials were found. Sign in with `aws sso login` or `aws configure`, or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';

/** AWS, and the way into the clusters that were read. */
export interface AwsCloud extends Required<Cloud> {
  /** How the Kubernetes API of a cluster that was read can be called. */
  access(cluster: Resource): Promise<ClusterAccess | Failure>;
}

/** Reads AWS accounts: a target for each enabled region and one for what an account has only once. */
export function awsCloud(settings: AwsSettings): AwsCloud {
  const opener: Opener = {
    gate: settings.gate,
    clock: settings.clock,
    base: baseOf(settings),
    hub: settings.roleArn === undefined ? undefined : { role: settings.roleArn, externalId: settings.externalId },
    fallbackRegion: settings.regions?.[0],
  };
  const entries = settings.accounts ?? [{}];
  const asked = settings.accounts !== undefined || settings.profile !== undefined || settings.roleArn !== undefined;
  const sessions = new Map<string, Promise<Session | Refusal>>();
  const reported = new Set<string>();

  const discoverAccount = async (setting: AccountSetting): Promise<Discovery> => {
    const opening = openAccount(setting, opener);
    const session = await opening;
    const label = setting.environment === undefined ? {} : { environment: setting.environment };
    const named = setting.regions ?? settings.regions;
    if ('failure' in session) {
      if (session.bare && !asked) return { targets: [], gaps: [], skipped: noCredentials };
      return found(unreadable(session, named, label), opening, session);
    }
    const regions = named ?? (await enabledRegions(session, settings.gate));
    if ('failure' in regions) return found(wholeAccount(session.account, label), opening, regions);
    return found(targetsOf(session.account, regions, label), opening);
  };

  /** Remembers who reads the targets; a refusal is a gap on each of them. */
  const found = (targets: readonly Target[], opening: Promise<Session | Refusal>, refusal?: Unreached): Discovery => {
    for (const { id } of targets) sessions.set(id, opening);
    if (!refusal) return { targets, gaps: [] };
    const gaps = targets.flatMap((target) => gapOn(target, refusal) ?? []);
    for (const { target } of gaps) reported.add(target);
    return { targets, gaps };
  };

  const sessionFor = ({ id }: Pick<Target, 'id'>): Promise<Session | Refusal> => {
    const account = accountIn(id);
    const setting = entries.find((one) => one.account === account || one.role?.includes(`:${account}:`)) ?? entries[0];
    const session = sessions.get(id) ?? openAccount(setting ?? {}, opener);
    sessions.set(id, session);
    return session;
  };

  return {
    provider: 'aws',
    async discover() {
      const parts = await Promise.all(entries.map(discoverAccount));
      const targets = new Map(parts.flatMap((part) => part.targets).map((target) => [target.id, target]));
      const skipped = targets.size === 0 ? parts.find((part) => part.skipped !== undefined)?.skipped : undefined;
      return {
        targets: [...targets.values()].sort((a, b) => compareText(a.id, b.id)),
        gaps: parts.flatMap(({ gaps }) => gaps),
        ...(skipped !== undefined && { skipped }),
      };
    },
    async collect(target, signal) {
      const startedAt = new Date(settings.clock.now()).toISOString();
      const session = await sessionFor(target);
      if (!('failure' in session)) return collectTarget(target, { session, gate: settings.gate, startedAt, signal });
      const gap = reported.has(target.id) ? undefined : gapOn(target, session);
      return { target, startedAt, resources: [], complete: [], gaps: gap ? [gap] : [] };
    },
    async isGone(it, signal) {
      const session = await sessions.get(it.target);
      if (!session || 'failure' in session) return false;
      return isGoneFromAws(it, { session, gate: settings.gate, signal });
    },
    async access(cluster) {
      const session = await sessionFor({ id: cluster.target });
      return 'failure' in session ? session.failure : eksAccess(cluster, session.config, settings.clock);
    },
  };
}

/** One chain for all clients: each would ask the sign-in process or the metadata service anew. */
function baseOf({ profile, clientConfig }: AwsSettings): ClientConfig {
  const named = profile === undefined ? {} : { profile };
  return { credentials: fromNodeProviderChain(named), ...named, ...clientConfig };
}

interface Work {
  readonly session: Session;
  readonly gate: Gate;
  readonly startedAt: Reading['startedAt'];
  readonly signal: AbortSignal | undefined;
}

async function collectTarget(target: Target, { session, gate, startedAt, signal }: Work): Promise<Reading> {
  const isGlobal = target.id.endsWith(':global');
  const region = isGlobal ? session.config.region : (target.id.split(':')[2] ?? '');
  const sheet = sheetOf(target, startedAt, isGlobal ? awsFailure : regionFailure);
  const clients = clientsOf({ ...session.config, region });
  const partition = partitionOf(region);
  const at = readerOf({ account: accountIn(target.id), region, partition, clients, sheet, gate, signal });
  try {
    if (isGlobal) {
      await Promise.all([collectAuthorization(at), collectOidcProviders(at)]);
      return sheet.reading();
    }
    const inScope = await collectRegion(at);
    // Without clusters nothing in a region is judged: that is no gap, and no claim about what was not looked at.
    return inScope ? sheet.reading() : { ...sheet.reading(), target: { ...target, scopes: [] } };
  } finally {
    clients.close();
  }
}

interface Unreached {
  readonly api: string;
  readonly failure: Failure;
}

type Label = Pick<Target, 'environment'>;

function targetsOf(account: string, regions: readonly string[], label: Label): readonly Target[] {
  return [
    { id: `aws:${account}:global`, provider: 'aws', scopes: ['aws-global'], ...label },
    ...regions.map((region): Target => ({
      id: `aws:${account}:${region}`,
      provider: 'aws',
      scopes: ['aws-region'],
      ...label,
    })),
  ];
}

/** One target for an account whose regions are not known: its gap stands for all of them. */
function wholeAccount(account: string, label: Label): readonly Target[] {
  return [{ id: `aws:${account}:global`, provider: 'aws', scopes: ['aws-global', 'aws-region'], ...label }];
}

function unreadable({ account }: Refusal, regions: readonly string[] | undefined, label: Label): readonly Target[] {
  const known = account === '' ? 'unknown' : account;
  return regions === undefined ? wholeAccount(known, label) : targetsOf(known, regions, label);
}

/** What the refused call leaves unread of a target; nothing of a global one where only regions were asked for. */
function gapOn({ id, scopes }: Target, { api, failure }: Unreached): Gap | undefined {
  const lost = api === 'ec2:DescribeRegions' ? scopes.filter((scope) => scope === 'aws-region') : scopes;
  const types = typeNamesIn(lost);
  if (types.length === 0) return undefined;
  const { reason, detail, permission = api } = failure;
  return { target: id, api, reason, ...(reason === 'denied' && { permission }), types, detail };
}

const accountIn = (target: string): string => target.split(':')[1] ?? '';
