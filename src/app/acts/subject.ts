import { isInside } from '#engine/waivers/waiver-scope';
import { severities } from '#model';
import type { Finding, Policy, WaiverScope } from '#model';
import type { ActDesk } from './desk.ts';
import { openOf } from './group-acts.ts';

/** The findings that a message is about: those of a group, of a plan, or of a waiver. */
export interface Subject {
  readonly rule: string;
  /** Those that stand, the gravest first. */
  readonly standing: readonly Finding[];
  /** Those that are over, too, where none stands. */
  readonly known: readonly Finding[];
}

type Desk = Pick<ActDesk, 'memory'>;

/** What a message is about; undefined where it speaks of no finding. */
export async function subjectOf(desk: Desk, about: string, policy: Policy): Promise<Subject | undefined> {
  const { memory } = desk;
  const stored = await memory.groups.get(about);
  if (stored) {
    const { group } = stored;
    const standing = await openOf(memory, group, policy);
    return subject(group.rule, standing, standing.length > 0 ? standing : await memory.findingsOf(group.members ?? []));
  }
  const plan = (await memory.remediations.get(about))?.remediation.plan;
  if (plan) return subject(plan.rule, [], await memory.findingsOf([plan.finding]));
  const waiver = await waiverOf(desk, about, policy);
  if (!waiver) return undefined;
  const inside = (await memory.findings()).filter((it) => it.rule === waiver.rule && isInside(waiver.scope, it));
  return subject(waiver.rule, [], inside);
}

/** A waiver of the store, or one that stands as code, by its id or by the message that speaks of it. */
export async function waiverOf(
  desk: Desk,
  about: string,
  { waivers }: Policy,
): Promise<{ readonly id: string; readonly rule: string; readonly scope: WaiverScope } | undefined> {
  const id = await waiverIdOf(desk, about);
  const stored = (await desk.memory.waivers.get(id))?.waiver;
  if (stored) return stored;
  const coded = waivers.find((it) => it.id === id);
  return coded && { id, rule: coded.rule, scope: coded };
}

/** The waiver that a message speaks of. */
export async function waiverIdOf({ memory }: Desk, about: string): Promise<string> {
  const says = (await memory.alerts.bulletin(about))?.bulletin.says;
  const named = typeof says === 'object' && says !== null && 'waiver' in says ? says.waiver : undefined;
  return typeof named === 'string' ? named : about;
}

const isStanding = ({ status }: Finding): boolean => status === 'open' || status === 'announced' || status === 'waived';

function subject(rule: string, standing: readonly Finding[], known: readonly Finding[]): Subject {
  const own = standing.length > 0 ? standing : known.filter(isStanding);
  const sorted = [...own].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  return { rule, standing: sorted, known: sorted.length > 0 ? sorted : known };
}
