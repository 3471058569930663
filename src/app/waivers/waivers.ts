import { isOpen } from '#engine/diff';
import { approve, deny, request, revoke, waiverId, type Act } from '#engine/waivers/waiver-life';
import { inFile } from '#engine/waivers/waiver-merge';
import { registerOf, type Registered } from '#engine/waivers/waiver-register';
import { accountOf, clusterOf, isInside } from '#engine/waivers/waiver-scope';
import { nearest } from '#lib/text';
import { severities, ShoalwatchError } from '#model';
import type { Finding, Instant, Memory, PolicyDocument, StoredWaiver, Waiver, WaiverEntry, WaiverScope } from '#model';

/** Where waivers are looked up and kept, and when. */
export interface WaiverDesk {
  readonly memory: Memory;
  /** The waivers of the config file; once a version of the policy is active, its own count. */
  readonly file: PolicyDocument;
  readonly at: Instant;
}

/** How much of what a finding is about is accepted. */
export const waiverWidths = ['finding', 'cluster', 'target', 'account'] as const;

export type WaiverWidth = (typeof waiverWidths)[number];

/** What somebody asks for, by the finding in front of him. */
export interface WaiverWish {
  readonly finding: string;
  readonly width: WaiverWidth;
  readonly by: string;
  readonly owner: string;
  readonly reason: string;
  readonly control?: string | undefined;
  readonly ticket?: string | undefined;
  readonly until: Instant;
}

/** The register of accepted risks as it stands. */
export async function registerAt(desk: WaiverDesk): Promise<readonly Registered[]> {
  const { memory, at } = desk;
  const [file, stored, findings] = [await codedAt(desk), await memory.waivers.all(), await memory.findings()];
  return registerOf({ file, stored, findings, at });
}

/** The waivers that stand as code: in the active version of the policy, or in the file while there is none. */
async function codedAt({ memory, file }: Omit<WaiverDesk, 'at'>): Promise<readonly Waiver[]> {
  const active = await memory.policies.active();
  const version = active && (await memory.policies.version(active.version));
  return (version?.document ?? file).waivers;
}

/** Asks for a waiver, or for one to go on. Nothing is hidden before somebody else approves it. */
export async function requestWaiver(desk: WaiverDesk, wish: WaiverWish): Promise<WaiverEntry> {
  const { memory, at } = desk;
  const findings = await memory.findings();
  const finding = openFinding(findings, wish.finding);
  const { rule } = finding;
  const scope = scopeOf(finding, wish.width);
  const coded = inFile({ rule, scope }, await codedAt(desk));
  if (coded) throw asCode(coded);
  const inside = findings.filter((it) => isOpen(it) && it.rule === rule && isInside(scope, it));
  const upTo = severities.find((severity) => inside.some((it) => it.severity === severity)) ?? finding.severity;
  const { by, owner, reason, control, ticket, until } = wish;
  const more = { ...(control !== undefined && { control }), ...(ticket !== undefined && { ticket }) };
  const was = await memory.waivers.get(waiverId(rule, scope));
  return keep(desk, was, request(was?.waiver, { rule, scope, owner, reason, until, upTo, ...more }, { by, at }));
}

/** What is decided about a waiver. */
const decisions = { approve, deny, revoke } as const;

export type Decision = keyof typeof decisions;

/** Decides about a waiver. */
export async function decideWaiver(
  desk: WaiverDesk,
  id: string,
  decision: Decision,
  { by, why }: Omit<Act, 'at'>,
): Promise<WaiverEntry> {
  const { memory, at } = desk;
  const coded = await codedAt(desk);
  const was = await memory.waivers.get(id);
  if (!was) throw await unknownWaiver(memory, coded, id);
  const overruling = inFile(was.waiver, coded);
  if (overruling && decision === 'approve') throw asCode(overruling);
  return keep(desk, was, decisions[decision](was.waiver, { by, at, why }));
}

async function keep({ memory }: WaiverDesk, was: StoredWaiver | undefined, entry: WaiverEntry): Promise<WaiverEntry> {
  if (await memory.waivers.keep(entry, was?.version ?? 0)) return entry;
  throw new ShoalwatchError('store', `somebody else has just changed ${entry.waiver.id}: nothing was done`, {
    cure: 'look at shoalwatch waiver list, and ask once more',
  });
}

function openFinding(findings: readonly Finding[], id: string): Finding {
  const found = findings.find((it) => it.id === id);
  if (!found) {
    const meant = nearest(
      id,
      findings.map((it) => it.id),
    );
    const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
    throw new ShoalwatchError('usage', `the store has no finding "${id}".${hint}`, { cure: 'shoalwatch scan' });
  }
  if (found.status === 'open' || found.status === 'waived') return found;
  throw new ShoalwatchError('usage', `${id} is ${found.status}: there is nothing to accept`);
}

function scopeOf({ id, resource, key, created }: Finding, width: WaiverWidth): WaiverScope {
  const [cluster, account] = [clusterOf(resource), accountOf(resource.target)];
  if (width === 'target') return { target: resource.target };
  if (width === 'cluster' && cluster !== undefined) return { cluster };
  if (width === 'account' && account !== undefined) return { target: account };
  if (width === 'finding') {
    const its = { ...(key !== undefined && { key }), ...(created !== undefined && { created }) };
    return { resource: resource.id, ...its, finding: id };
  }
  const what = width === 'cluster' ? 'what it is about names no cluster' : `${resource.target} is in no AWS account`;
  throw new ShoalwatchError('usage', `${id} cannot be accepted for the whole ${width}: ${what}`, {
    cure: 'use --scope finding or --scope target',
  });
}

const asCode = ({ id }: Waiver): ShoalwatchError =>
  new ShoalwatchError('usage', `${id} accepts the same as code`, {
    cure: 'change it in the config file, and push the policy where a version is active',
  });

async function unknownWaiver(memory: Memory, coded: readonly Waiver[], id: string): Promise<ShoalwatchError> {
  const own = coded.find((it) => it.id === id);
  if (own) return asCode(own);
  const meant = nearest(
    id,
    (await memory.waivers.all()).map((it) => it.id),
  );
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  return new ShoalwatchError('usage', `the store has no waiver "${id}".${hint}`, { cure: 'shoalwatch waiver list' });
}
