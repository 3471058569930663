import type { WaiverRecord } from '#model';
import type { WaiverView } from '#notify/views';
import { keepBulletin } from '../bulletins/bulletins.ts';
import type { Ground } from '../desk.ts';
import { routed } from '../routes.ts';
import { targetInView } from '../cards/target-view.ts';
import { coveredBy, lastAsk, waiverCardId, waiverSays } from './waiver-card.ts';

/** What was decided longer ago is told of no more. */
const longAgo = 30 * 86_400_000;

/**
 * One message for each request to accept a risk, in the channel of what it would hide: posted when it is asked, wherever
 * that was, and edited when it is decided.
 */
export async function waiverRequests(ground: Ground): Promise<void> {
  for (const record of await ground.desk.memory.waivers.all()) await tell(ground, record);
}

async function tell(ground: Ground, record: WaiverRecord): Promise<void> {
  const last = lastAsk(record);
  if (!last || ground.now - Date.parse(changedAt(record)) > longAgo) return;
  const id = waiverCardId(record.id, last.ask);
  const stored = await ground.desk.memory.alerts.bulletin(id);
  const was = stored?.bulletin.says as WaiverView | undefined;
  // One that was decided before anybody was told of it is told of by its finding.
  if (was ? was.state === last.state : last.state !== 'requested') return;
  const findings = await ground.findings.all();
  const [head] = coveredBy(record, findings);
  const rule = ground.rules.get(record.rule);
  const { desk, policy } = ground;
  const says = waiverSays({
    ...{ record, findings, access: policy.access ?? {} },
    rule: { id: record.rule, title: rule?.title ?? record.rule, why: rule?.why ?? '', fix: rule?.fix ?? '' },
    targetOf: (target) => targetInView(target, desk.nameOf(target)),
  });
  if (!says || !head) return;
  const channel = stored?.bulletin.channel ?? routed(ground, head).channel;
  await keepBulletin(ground, { id, channel, says: { ...says, asked: was?.asked } });
}

/** When anything was last asked or decided. */
const changedAt = ({ asked, granted, ended }: WaiverRecord): string =>
  [asked?.requestedAt, granted?.approvedAt, ended?.at]
    .filter((it) => it !== undefined)
    .sort()
    .at(-1) ?? '';
