import { isOpen } from '#engine/diff';
import type { Finding, Group } from '#model';
import type { Ground } from './desk.ts';
import { groupOf } from './group-of.ts';

/** A finding with the group on whose card it stands. */
export interface Homed {
  readonly finding: Finding;
  readonly group: Group;
}

/** Whether a rule is the smaller part of another one, or has such parts. */
const isPart = ({ rules }: Ground, finding: Finding): boolean => rules.get(finding.rule)?.partOf !== undefined;

/**
 * Finds the group of each finding. One that is only a part of what another rule says of the same resource stands on that
 * one's card while it fails.
 */
export async function homesOf(ground: Ground, findings: readonly Finding[]): Promise<readonly Homed[]> {
  const { groupBy } = ground.notify;
  const failing = findings.some((it) => isPart(ground, it)) ? await failingOf(ground) : undefined;
  return findings.map((finding) => {
    const whole = ground.rules.get(finding.rule)?.partOf;
    const rule = whole !== undefined && failing?.has(keyOf(whole, finding)) ? whole : finding.rule;
    return { finding, group: groupOf({ ...finding, rule }, groupBy) };
  });
}

/** Findings whose card changes because the rule that they are part of began or ceased to fail on their resource. */
export async function partsOf(ground: Ground, moved: readonly Finding[]): Promise<readonly Finding[]> {
  const wholes = new Set([...ground.rules.values()].flatMap(({ partOf }) => partOf ?? []));
  const places = new Set(moved.filter(({ rule }) => wholes.has(rule)).map((it) => keyOf(it.rule, it)));
  if (places.size === 0) return [];
  const isOne = (it: Finding): boolean => {
    const whole = ground.rules.get(it.rule)?.partOf;
    return whole !== undefined && isOpen(it) && places.has(keyOf(whole, it));
  };
  return (await ground.findings.all()).filter(isOne);
}

async function failingOf({ findings }: Ground): Promise<ReadonlySet<string>> {
  const open = (await findings.all()).filter(({ status }) => status === 'open' || status === 'waived');
  return new Set(open.map((it) => keyOf(it.rule, it)));
}

const keyOf = (rule: string, { resource }: Finding): string => `${rule}\n${resource.id}`;
