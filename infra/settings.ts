import { minutesOf, usualRetention } from '#app/config/deployment';
import type { Config } from '#app/config/schema';
import { reportsIn } from '#app/config/reports';
import { ShoalwatchError, type ScheduledReport } from '#model';
import { frameworks } from '#rules/frameworks.gen';

/** The clouds that a stack may read. */
export type CloudName = 'aws' | 'azure' | 'gcp';

/** What a config means for the stack. */
export interface Settings {
  /** What the functions are deployed with. */
  readonly config: Config;
  /** The clouds that are read, in their order. */
  readonly clouds: readonly CloudName[];
  /** From the beginning of one sweep to the next. */
  readonly intervalMinutes: number;
  readonly nearRealTime: boolean;
  readonly retentionDays: number;
  /** How versions in the bucket are locked; not at all where absent. */
  readonly objectLock: NonNullable<Config['evidence']>['objectLock'];
  /** What is reported by itself. */
  readonly reports: readonly ScheduledReport[];
  /** The clouds whose events come over HTTP, from a sender that the config names. */
  readonly webhooks: readonly ('azure' | 'gcp')[];
  readonly members: Members | undefined;
  /** Whether anything may be changed at all, and in which clouds somebody can. */
  readonly remediates: boolean;
  readonly fixClouds: readonly CloudName[];
  /** Whether an entry of the targets is the account of the stack itself. */
  readonly readsOwnAccount: boolean;
}

/** The accounts that get the reader role from this stack, or send their changes to it. */
export interface Members {
  readonly organization: string | undefined;
  readonly units: readonly string[];
  /** Whether this account is a delegated administrator of stack sets, and not the management account. */
  readonly isDelegated: boolean;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** The name of the role that is made in each. */
  readonly role: string;
  readonly externalId: string;
  /** The name of the role that may change something; without it there is none. */
  readonly remediator: string | undefined;
}

/** The usual settings where neither file nor property says otherwise: this account, every hour, and its changes. */
export function settingsOf(config: Config): Settings {
  const { schedule, evidence, targets, events } = config;
  const nearRealTime = schedule?.nearRealTime ?? true;
  const clouds = cloudsOf(config);
  const isTold = (cloud: 'azure' | 'gcp'): boolean => clouds.includes(cloud) && events?.[cloud] !== undefined;
  const profiled = targets?.aws?.find(({ profile }) => profile !== undefined);
  if (profiled) {
    throw new ShoalwatchError(
      'config',
      `targets.aws: the profile ${profiled.profile ?? ''} is known to a laptop alone`,
      {
        cure: 'name account and role instead: the functions of the stack have no profiles',
      },
    );
  }
  return {
    ...{ config, clouds, nearRealTime },
    intervalMinutes: minutesOf(schedule?.full ?? '1h') ?? 60,
    retentionDays: evidence?.retentionDays ?? usualRetention,
    objectLock: evidence?.objectLock,
    reports: reportsIn(config, frameworks),
    webhooks: nearRealTime ? (['azure', 'gcp'] as const).filter(isTold) : [],
    members: membersOf(config),
    ...fixingOf(config, clouds),
  };
}

/** Where somebody can change something: in Azure and Google Cloud whoever is named as the remediator. */
function fixingOf({ remediation, targets }: Config, clouds: readonly CloudName[]) {
  const remediates = remediation?.enabled === true;
  const canFix: Readonly<Record<CloudName, boolean>> = {
    aws: true,
    azure: targets?.azure?.some(({ remediator }) => remediator !== undefined) ?? false,
    gcp:
      targets?.gcp?.some(
        ({ pool, serviceAccount, remediator }) =>
          pool !== undefined && (serviceAccount === undefined || remediator !== undefined),
      ) ?? false,
  };
  const entries = targets?.aws ?? [{}];
  return {
    remediates,
    fixClouds: remediates ? clouds.filter((it) => canFix[it]) : [],
    readsOwnAccount: entries.some(({ organization, role }) => organization ?? role === undefined),
  };
}

/** This account alone where no target is named. */
function cloudsOf({ targets }: Config): readonly CloudName[] {
  const named = (['aws', 'azure', 'gcp'] as const).filter((cloud) => targets?.[cloud] !== undefined);
  return named.length === 0 ? ['aws'] : named;
}

function membersOf({ members, targets, remediation }: Config): Members | undefined {
  if (!members) return undefined;
  const { organization, units = [], accounts = [] } = members;
  const ways = targets?.aws?.filter((it) => it.organization ?? accounts.includes(it.account ?? '')) ?? [];
  const way = ways.find(({ role, externalId }) => role !== undefined && externalId !== undefined);
  if (way?.role === undefined || way.externalId === undefined) {
    throw new ShoalwatchError(
      'config',
      'members: no entry of targets.aws says by which role and externalId they are read',
      {
        cure: 'add to targets.aws: {organization: true, role: shoalwatch-read, externalId: a word of your own}',
      },
    );
  }
  const regions = members.regions ?? way.regions ?? [];
  if (units.length > 0 && regions.length === 0) {
    throw new ShoalwatchError('config', 'members: from which regions their changes are sent is not told', {
      cure: 'add regions to members, such as [eu-west-1, eu-central-1]',
    });
  }
  const role = way.role.replace(/^arn:[^/]*\//, '');
  const isDelegated = members.delegated ?? false;
  const { remediator = 'shoalwatch-remediate' } = way;
  return {
    ...{ organization, units, isDelegated, accounts, regions, role, externalId: way.externalId },
    remediator: remediation?.enabled === true ? remediator.replace(/^arn:[^/]*\//, '') : undefined,
  };
}

/** As it stands in the names of the template: `Aws`. */
export const titleOf = (cloud: CloudName): string => `${cloud.charAt(0).toUpperCase()}${cloud.slice(1)}`;
