import { compareText } from '#lib/text';
import { severities, type Finding, type GroupRecord } from '#model';
import type { FindingState } from '#notify/views';
import { wokenBy } from './asleep.ts';
import type { Ground } from './desk.ts';
import { groupOf } from './group-of.ts';
import { homesOf, type Homed } from './homes.ts';

/** How a group stands now. */
export interface Standing {
  readonly state: FindingState;
  /** Those that stand, the gravest first. */
  readonly open: readonly Finding[];
  /** Those that stood while its card did, the gravest first. */
  readonly closed: readonly Finding[];
  /** What its message speaks of. */
  readonly head: Finding;
  /** The rule on whose card all of it stands now. */
  readonly movedTo?: string;
  /** Why its message ends though it stands, as a sentence. */
  readonly because?: string;
}

/** Whether a group is over. */
export const isOver = ({ state }: Pick<Standing, 'state'>): boolean =>
  state === 'resolved' || state === 'gone' || state === 'no-longer-applies' || state === 'withdrawn';

/** Whether anything that counts of a group is critical, whatever its message speaks of first. */
export const isCritical = ({ open }: Pick<Standing, 'open'>): boolean =>
  open.some(({ status, severity }) => status !== 'waived' && severity === 'critical');

/** How a group stands; undefined where nothing is known of it. */
export async function standingOf(ground: Ground, group: GroupRecord): Promise<Standing | undefined> {
  const found = group.members ? await ground.findings.some(group.members) : await ground.findings.all();
  const homed = await homesOf(ground, found);
  const own = homed.filter((it) => it.group.id === group.id || isRegrouped(ground, it, group));
  const moved = own.length === 0 && group.members ? homed[0] : undefined;
  if (moved)
    return {
      state: 'no-longer-applies',
      open: [],
      closed: [moved.finding],
      head: moved.finding,
      movedTo: moved.group.rule,
    };
  const members = own.map(({ finding }) => finding).sort(byGravity);
  const open = members.filter(({ status }) => status === 'open' || status === 'announced' || status === 'waived');
  const closed = members.filter((it) => !open.includes(it));
  const [head = closed[0]] = [...open].sort((a, b) => order(a) - order(b));
  if (!head) return undefined;
  const state = open.length > 0 ? openState(ground, group, open) : await closedState(ground, closed);
  return { state, open, closed, head };
}

/** What another setting of `groupBy` would put on another card stays on the one that it has. */
const isRegrouped = ({ notify }: Ground, { finding, group: home }: Homed, group: GroupRecord): boolean =>
  group.members !== undefined && finding.rule === group.rule && home.id === groupOf(finding, notify.groupBy).id;

const order = ({ status }: Finding): number => ['open', 'announced', 'waived'].indexOf(status);

const byGravity = (a: Finding, b: Finding): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) || compareText(a.id, b.id);

function openState({ at }: Ground, { notes }: GroupRecord, open: readonly Finding[]): FindingState {
  const has = (status: Finding['status']): boolean => open.some((it) => it.status === status);
  if (has('open')) return notes.snoozed && !wokenBy(notes.snoozed, open, at) ? 'snoozed' : 'open';
  return has('announced') ? 'announced' : 'waived';
}

async function closedState(ground: Ground, closed: readonly Finding[]): Promise<FindingState> {
  const states = new Set(closed.map(({ status }) => status));
  const last = (await ground.desk.memory.history(closed[0]?.id ?? '')).at(-1);
  if (closed.length === 1 && last?.kind === 'withdrawn') return 'withdrawn';
  if (states.has('resolved')) return 'resolved';
  return states.has('gone') ? 'gone' : 'no-longer-applies';
}
