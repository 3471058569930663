import { ShoalwatchError, type WaiverRecord } from '#model';
import type { Person, WaiverView } from '#notify/views';
import { targetInView } from '../alert/cards/target-view.ts';
import { lastAsk, waiverCardId, waiverSays } from '../alert/waivers/waiver-card.ts';
import { withoutRendered } from './card.ts';
import { instantOf } from './desk.ts';
import type { Scene } from './scene.ts';

/** How often a message is read anew because somebody else was faster. */
const patience = 10;

/**
 * Has the message of a request say how it stands now: a new one stands in the channel in which it was asked. Whoever tells
 * people would find out within a minute, too.
 */
export async function keepRiskCard(
  { desk, policy, rules }: Pick<Scene, 'desk' | 'policy' | 'rules'>,
  record: WaiverRecord,
  { channel, asked }: { readonly channel: string; readonly asked?: Person },
): Promise<void> {
  const last = lastAsk(record);
  const rule = rules.find((it) => it.id === record.rule || it.aliases?.includes(record.rule));
  if (!last) return;
  const { alerts } = desk.memory;
  const says = waiverSays({
    ...{ record, findings: await desk.memory.findings(), access: policy.access ?? {} },
    rule: { id: record.rule, title: rule?.title ?? record.rule, why: rule?.why ?? '', fix: rule?.fix ?? '' },
    targetOf: (id) => targetInView(id, undefined),
  });
  if (!says) return;
  const id = waiverCardId(record.id, last.ask);
  for (let left = patience; left > 0; left -= 1) {
    const stored = await alerts.bulletin(id);
    const was = stored?.bulletin.says as WaiverView | undefined;
    const card = stored?.bulletin.card;
    const next = {
      ...{ id, channel: stored?.bulletin.channel ?? channel },
      says: { ...says, target: was?.target ?? says.target, asked: asked ?? was?.asked },
      ...(card && { card: withoutRendered(card) }),
    };
    if (!(await alerts.keepBulletin(next, stored?.version ?? 0, instantOf(desk)))) continue;
    desk.wake?.();
    return;
  }
  throw new ShoalwatchError('store', 'others change the message of the request all the time');
}
