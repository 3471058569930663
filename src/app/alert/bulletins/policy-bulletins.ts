import { shortHash } from '#lib/hash';
import type { Cause, FindingChangeKind, News } from '#model';
import type { PolicyChangedView, RulesetView } from '#notify/views';
import { countsOf, leadsOf } from './baseline.ts';
import { keepBulletin } from './bulletins.ts';
import type { Ground } from '../desk.ts';
import type { Homed } from '../homes.ts';
import { routed } from '../routes.ts';

/** Causes whose findings are told of together, with the bulletin of each channel. */
export type Hushed = ReadonlyMap<Cause, (channel: string) => string>;

const closing: readonly FindingChangeKind[] = ['resolved', 'gone', 'no-longer-applies', 'withdrawn'];

type Says<V> = Omit<V, 'id' | 'render' | 'style' | 'may'>;

/** What another policy, or other rules, opened and closed: one message in each channel, never one for each finding. */
export async function policyBulletins(ground: Ground, news: News, homed: readonly Homed[]): Promise<Hushed> {
  const hushed = new Map<Cause, (channel: string) => string>();
  if (news.first) return hushed;
  const byId = new Map(homed.map(({ finding }) => [finding.id, finding]));
  for (const cause of ['policy', 'ruleset'] as const) {
    const moved = news.moved.flatMap(({ finding, kind, cause: why }) => {
      const found = why === cause ? byId.get(finding) : undefined;
      return found && isCounted(kind) ? [{ kind, finding: found, to: routed(ground, found) }] : [];
    });
    if (moved.length === 0) continue;
    const idIn = (channel: string): string => `n-${cause}-${shortHash(`${news.id} ${channel}`, 10)}`;
    const told = moved.filter(({ to }) => to.when === 'now');
    const channels = Map.groupBy(told, ({ to }) => to.channel);
    if (channels.size === 0) channels.set(ground.notify.default, moved);
    for (const [channel, own] of channels) {
      const opened = own.filter(({ kind }) => !closing.includes(kind)).map(({ finding }) => finding);
      const counted = { opened, closed: own.length - opened.length };
      const says = cause === 'policy' ? await policyView(ground, counted) : await rulesetView(ground, counted);
      await keepBulletin(ground, { id: idIn(channel), channel, says });
    }
    hushed.set(cause, idIn);
  }
  return hushed;
}

/** The ends of waivers are told of on the cards. */
const isCounted = (kind: FindingChangeKind): boolean =>
  kind === 'opened' || kind === 'reopened' || closing.includes(kind);

interface Counted {
  readonly opened: readonly Homed['finding'][];
  readonly closed: number;
}

async function policyView(ground: Ground, { opened, closed }: Counted): Promise<Says<PolicyChangedView>> {
  const { policies } = ground.desk.memory;
  const active = await policies.active();
  const laid = (await policies.overlay()).toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const last = laid.find((it) => active === undefined || it.at > active.at);
  const [by, at, why] = last ? [last.author, last.at, last.reason] : [active?.author, active?.at, active?.reason];
  return {
    is: 'policy-changed',
    version: ground.policy.version ?? 0,
    by: { name: by ?? 'the config file' },
    at: at ?? ground.at,
    changes: why === undefined ? [] : [why],
    ...{ opened: opened.length, closed, top: leadsOf(ground, opened, 10) },
    atRisk: new Set(opened.map(({ resource }) => resource.id)).size,
  };
}

async function rulesetView(ground: Ground, { opened, closed }: Counted): Promise<Says<RulesetView>> {
  const [run, before] = await ground.desk.memory.runs(2);
  return {
    is: 'ruleset',
    from: before?.rulesetDigest,
    to: run?.rulesetDigest ?? ground.desk.version,
    at: run?.startedAt ?? ground.at,
    added: Math.max(0, (run?.ruleCount ?? 0) - (before?.ruleCount ?? 0)),
    changed: 0,
    ...{ opened: countsOf(opened), closed, top: leadsOf(ground, opened, 10) },
  };
}
