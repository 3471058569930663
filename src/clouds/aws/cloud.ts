import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { compareText } from '#lib/text';
import type { Clock, Cloud, Discovery, Reading, Resource, Target } from '#model';
import { nearestClaims } from '../claims.ts';
import type { ClusterAccess } from '../cluster-access.ts';
import type { Gate } from '../gate.ts';
import type { Failure } from '../sheet.ts';
import { eksAccess } from './access.ts';
import type { ClientConfig } from './clients.ts';
import { collectTrails } from './cloudtrail/collect.ts';
import { eksCluster } from './eks/cluster/resource.ts';
import { isGoneFromAws } from './gone.ts';
import { collectOidcProviders } from './iam/oidc-provider/collect.ts';
import { collectAuthorization } from './iam/role/collect.ts';
import { membersOf, type OrganizationSetting } from './organization.ts';
import type { AwsReader } from './reader.ts';
import { collectRegion } from './region.ts';
import { rereadTouched, unreached } from './reread.ts';
import { enabledRegions } from './regions.ts';
import { openAccount, type AccountSetting, type Opener, type Refusal, type Session } from './session.ts';
import type { Unreached } from '../unreached.ts';
import { accountIn, gapOn, targetsOf, unknownAccount, unreadable, wholeAccount } from './targets.ts';
import { isGlobal, visit } from './visit.ts';

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
  /** Besides these; an account that both name is read as it is named alone. */
  readonly organizations?: readonly OrganizationSetting[];
  /** Accounts that were found already: where one entry leads to an organisation, nobody lists it again for these. */
  readonly members?: readonly string[];
  /** For tests; otherwise the SDK finds its endpoint and credentials itself. */
  readonly clientConfig?: ClientConfig;
}

const noCredentials =
  'No AWS credentials were found. Sign in with `aws sso login` or `aws configure`, or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.';

const noMembers = 'The organisation, or the units of it that are read, hold no active account that is not left out.';

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
  const { organizations = [], accounts: entries = organizations.length > 0 ? [] : [{}] } = settings;
  const asked = [settings.accounts, settings.organizations, settings.profile, settings.roleArn].some(Boolean);
  const sessions = new Map<string, Promise<Session | Refusal>>();
  const opened = new Map<string, Promise<Session | Refusal>>();
  const reported = new Set<string>();
  let listing: ReturnType<typeof listMembers> | undefined;

  const discoverAccount = async (
    setting: AccountSetting,
    opening = openAccount(setting, opener),
  ): Promise<Discovery> => {
    const session = await opening;
    const label = setting.environment === undefined ? {} : { environment: setting.environment };
    const named = setting.regions ?? settings.regions;
    if ('failure' in session) {
      if (session.bare && !asked) return { targets: [], gaps: [], skipped: noCredentials };
      return found(unreadable(session.account, named, label), opening, session);
    }
    const regions = named ?? (await enabledRegions(session, settings.gate));
    if ('failure' in regions) return found(wholeAccount(session.account, label), opening, regions);
    return found(targetsOf(session.account, regions, label), opening);
  };

  /** Who reads the accounts of an organisation, and which they are. */
  const askFor = async (by: OrganizationSetting) => {
    const opening = openAccount({ profile: by.profile }, opener);
    const session = await opening;
    return { session, by: { ...by, opening, asks: session.account } };
  };
  type Asking = Awaited<ReturnType<typeof askFor>>['by'];

  const listMembers = async () => {
    const listings = await Promise.all(
      organizations.map(async (organization) => {
        const { session, by } = await askFor(organization);
        const nobody = { accounts: new Map<string, number>(), unread: 'failure' in session ? [session] : [] };
        const { accounts, unread } =
          'failure' in session ? nobody : await membersOf(organization, session, settings.gate);
        return { claims: [...accounts].map(([id, distance]) => ({ id, distance, by })), unread };
      }),
    );
    const members = nearestClaims(listings.flatMap(({ claims }) => claims));
    return { members, unread: listings.flatMap(({ unread }) => unread) };
  };

  /** The accounts of organisations but those that are read already; what could not be listed has a target of its own. */
  const discoverMembers = async (taken: ReadonlySet<string>): Promise<Discovery[]> => {
    const { members, unread } = await (listing = listMembers());
    if (members.size + unread.length === 0) return [{ targets: [], gaps: [], skipped: noMembers }];
    const read = await Promise.all(
      [...members]
        .filter(([account]) => !taken.has(account))
        .map(([account, { opening, asks, role, externalId, ...shared }]) =>
          account === asks
            ? discoverAccount(shared, opening)
            : discoverAccount({ ...shared, account, role, externalId }),
        ),
    );
    return [...read, ...unread.map(notListed)];
  };

  const notListed = ({ api, failure }: Unreached): Discovery => {
    const refusal: Refusal = { account: '', api, failure, bare: false };
    return found(wholeAccount(unknownAccount, {}), Promise.resolve(refusal), refusal);
  };

  /** Remembers who reads the targets; a refusal is a gap on each of them. */
  const found = (targets: readonly Target[], opening: Promise<Session | Refusal>, refusal?: Unreached): Discovery => {
    for (const { id } of targets) sessions.set(id, opening);
    return { targets, gaps: refusal ? targets.flatMap((target) => gapOn(target, refusal) ?? []) : [] };
  };

  const explore = async (): Promise<readonly Discovery[]> => {
    const parts = await Promise.all(entries.map((entry) => discoverAccount(entry)));
    if (organizations.length === 0) return parts;
    const taken = new Set(parts.flatMap(({ targets }) => targets.map(({ id }) => accountIn(id))));
    return [...parts, ...(await discoverMembers(taken))];
  };

  /** Who reads an account of an organisation only its listing tells, where it was not told before. */
  const openMember = async (account: string): Promise<Session | Refusal> => {
    const [only, ...others] = organizations;
    const isKnown = others.length === 0 && settings.members?.includes(account) === true;
    const by: Asking | undefined =
      isKnown && only ? (await askFor(only)).by : (await (listing ??= listMembers())).members.get(account);
    if (by && by.asks === account) return by.opening;
    return openAccount({ account, ...(by && { role: by.role, externalId: by.externalId }) }, opener);
  };

  /** Opens an account that nobody has discovered in this process. */
  const openKnown = (account: string): Promise<Session | Refusal> => {
    const setting = entries.find((one) => one.account === account || one.role?.includes(`:${account}:`));
    if (!setting && organizations.length > 0) return openMember(account);
    return openAccount(setting ?? entries[0] ?? {}, opener);
  };

  /** Why a place has no name, as whoever discovered it was told; undefined where it could be found out now. */
  const whyNobody = async (): Promise<Unreached | undefined> => {
    if (organizations.length > 0) return (await (listing ??= listMembers())).unread[0];
    const session = await openKnown(unknownAccount);
    return 'failure' in session ? session : undefined;
  };

  const sessionFor = ({ id }: Pick<Target, 'id'>): Promise<Session | Refusal> => {
    const account = accountIn(id);
    const session = sessions.get(id) ?? opened.get(account) ?? openKnown(account);
    opened.set(account, session);
    sessions.set(id, session);
    return session;
  };

  return {
    provider: 'aws',
    async discover() {
      const parts = await explore();
      for (const { target } of parts.flatMap(({ gaps }) => gaps)) reported.add(target);
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
      const isNobodys = accountIn(target.id) === unknownAccount && !sessions.has(target.id);
      const session = isNobodys ? await whyNobody() : await sessionFor(target);
      if (session && !('failure' in session)) {
        return visit(target, { session, gate: settings.gate, startedAt, signal }, collectTarget);
      }
      const gap = session && !reported.has(target.id) ? gapOn(target, session) : undefined;
      return { target, startedAt, resources: [], complete: [], gaps: gap ? [gap] : [] };
    },
    async reread(target, touched, signal) {
      const startedAt = new Date(settings.clock.now()).toISOString();
      const session = await sessionFor(target);
      const own = touched.filter((it) => it.target === target.id);
      if ('failure' in session) {
        const gaps = unreached(target, session, own);
        return { target, startedAt, resources: [], complete: [], gaps };
      }
      const way = { session, gate: settings.gate, startedAt, signal };
      if (target.scopes.length > 0) return visit(target, way, (at) => rereadTouched(at, own));
      // Nothing of a region without clusters was ever read: the first one makes all of it count, nothing else matters.
      if (own.some(({ type }) => type === eksCluster.name)) {
        return visit({ ...target, scopes: ['aws-region'] }, way, collectTarget);
      }
      return { target, startedAt, resources: [], complete: [], gaps: [] };
    },
    async isGone(it, signal) {
      const session = await sessionFor({ id: it.target });
      if ('failure' in session || session.account !== accountIn(it.target)) return false;
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

async function collectTarget(at: AwsReader): Promise<Reading> {
  const { sheet } = at;
  const { target } = sheet;
  if (isGlobal(target)) {
    await Promise.all([collectAuthorization(at), collectOidcProviders(at), collectTrails(at)]);
    return sheet.reading();
  }
  const inScope = await collectRegion(at);
  // Without clusters nothing in a region is judged: that is no gap, and no claim about what was not looked at.
  return inScope ? sheet.reading() : { ...sheet.reading(), target: { ...target, scopes: [] } };
}
