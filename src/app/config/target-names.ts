import type { z } from 'zod';
import type { targets } from './targets.ts';

type Targets = z.output<typeof targets>;

/** What `shoalwatch.yaml` calls a target, and the environment that it is of. */
export interface Named {
  readonly name?: string | undefined;
  readonly environment?: string | undefined;
}

/** Where a target lies: its account, subscription or project, and its region where it has one. */
interface Place {
  readonly cloud: 'aws' | 'azure' | 'gcp';
  readonly holder: string;
  readonly region?: string | undefined;
}

/**
 * What a config calls targets. An entry that names the account, subscription or project counts before one that means
 * whatever is found; a cluster is of the entry that its cloud is read by.
 */
export function targetNames({
  targets: all,
}: {
  readonly targets?: Targets | undefined;
}): (target: string) => Named | undefined {
  return (target) => {
    const place = placeOf(target);
    if (!place || !all) return undefined;
    const entries: readonly Entry[] = all[place.cloud] ?? [];
    const named = entries.find((it) => namedIn(it)?.includes(place.holder) && isIn(it, place));
    return labelOf(named ?? entries.find((it) => !namedIn(it) && !isLeftOut(it, place) && isIn(it, place)));
  };
}

type Entry = NonNullable<Targets['aws' | 'azure' | 'gcp']>[number];

/** The accounts, subscriptions or projects that an entry names; undefined where it means whatever is found. */
function namedIn(entry: Entry): readonly string[] | undefined {
  if ('account' in entry && entry.account !== undefined) return [entry.account];
  if ('subscriptions' in entry && entry.subscriptions) return entry.subscriptions.map((it) => it.toLowerCase());
  return 'projects' in entry ? entry.projects : undefined;
}

const isLeftOut = ({ exclude = [] }: Entry, { holder }: Place): boolean =>
  exclude.some((it) => it.toLowerCase() === holder);

const isIn = (entry: Entry, { region }: Place): boolean =>
  region === undefined || region === 'global' || !('regions' in entry) || (entry.regions?.includes(region) ?? true);

const labelOf = (entry: Entry | undefined): Named | undefined =>
  entry && (entry.name !== undefined || entry.environment !== undefined)
    ? { name: entry.name, environment: entry.environment }
    : undefined;

function placeOf(target: string): Place | undefined {
  const id = target.replace(/^k8s:/, '');
  const [, account, region] = /^aws:(\d{12}):([\w-]+)$/.exec(id) ?? [];
  if (account !== undefined) return { cloud: 'aws', holder: account, region };
  const [, at, owner] = /^arn:[\w-]+:eks:([\w-]+):(\d{12}):/.exec(id) ?? [];
  if (owner !== undefined) return { cloud: 'aws', holder: owner, region: at };
  const [, subscription] = /^(?:azure:|\/subscriptions\/)([\w-]+)/i.exec(id) ?? [];
  if (subscription !== undefined) return { cloud: 'azure', holder: subscription.toLowerCase() };
  const [, project] = /^(?:gcp:|\/\/container\.googleapis\.com\/projects\/)([^/]+)/.exec(id) ?? [];
  return project === undefined ? undefined : { cloud: 'gcp', holder: project };
}
