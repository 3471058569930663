import { clusterOf } from '#engine/waivers/waiver-scope';
import type { Bulletin, Remediation } from '#model';
import type { FixState, FixView } from '#notify/views';
import { fixView } from '../../remediate/fix-view.ts';
import { consoleUrl } from '../cards/console-url.ts';
import type { Ground } from '../desk.ts';
import type { FixSays } from './fix-deal.ts';
import { clusterName } from '../group-of.ts';
import { routed } from '../routes.ts';
import { targetInView } from '../cards/target-view.ts';
import { cardIn } from '../touch.ts';

/** The message of a plan as it has to stand now. */
export interface FixCard {
  readonly view: FixView;
  /** When it says something else without anybody doing anything. */
  readonly due: string | undefined;
  /** The card of its finding in the channel, which it answers. */
  readonly thread: string | undefined;
  /** Whether the channel has to see it, too. */
  readonly broadcast: boolean;
}

/** Whether a bulletin is the message of a plan. */
export const isFix = (says: unknown): says is FixSays =>
  typeof says === 'object' && says !== null && 'is' in says && says.is === 'fix';

/** Reads a remediation as it stands, for its message. Undefined where nothing is known of it. */
export async function fixCard(
  ground: Ground,
  { id, channel, card }: Pick<Bulletin, 'id' | 'channel' | 'card'>,
  { group }: FixSays,
): Promise<FixCard | undefined> {
  const { desk, policy, rules, at } = ground;
  const remediation = (await desk.memory.remediations.get(id))?.remediation;
  if (!remediation) return undefined;
  const { plan } = remediation;
  const rule = rules.get(plan.rule);
  const cluster = clusterOf(plan.resource);
  const [finding] = await ground.findings.some([plan.finding]);
  const to = finding && routed(ground, finding, plan.severity);
  const style = to?.channel === channel ? to.style : { buttons: true, detail: 'full' as const };
  const view = fixView({
    ...{ remediation, group, at, style, access: policy.access ?? {}, render: (card?.renders ?? 0) + 1 },
    rule: { id: plan.rule, title: rule?.title ?? plan.rule, why: rule?.why ?? '', fix: rule?.fix ?? '' },
    wrong: finding?.message,
    target: targetInView(plan.resource.target, desk.nameOf(plan.resource.target)),
    cluster: cluster === undefined ? undefined : { name: clusterName(cluster), url: consoleUrl({ id: cluster }) },
  });
  const thread = card ? card.thread : await parentIn(ground, channel, group);
  return { view, due: nextLook(remediation, at), thread, broadcast: thread !== undefined && isAlarming(view) };
}

/** The newest message of the group in the channel. */
async function parentIn({ desk }: Ground, channel: string, id: string): Promise<string | undefined> {
  const group = (await desk.memory.groups.get(id))?.group;
  if (!group) return undefined;
  const here = cardIn(group, channel) ?? group.cards.findLast((it) => it.channel === channel && it.ts !== undefined);
  return here?.ts;
}

/** What went wrong with something critical is no matter of a thread. */
const isAlarming = ({ severity, state }: FixView): boolean => severity === 'critical' && gone.has(state);

const gone: ReadonlySet<FixState> = new Set(['failed', 'rolled-back', 'partly-changed']);

/** Its time to be approved, and to be undone, ends by itself. */
function nextLook({ state, plan, undoUntil }: Remediation, at: string): string | undefined {
  const end = state === 'done' ? undoUntil : state === 'proposed' || state === 'approved' ? plan.expires : undefined;
  return end !== undefined && Date.parse(end) > Date.parse(at) ? end : undefined;
}
