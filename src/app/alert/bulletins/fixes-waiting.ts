import { clusterOf } from '#engine/waivers/waiver-scope';
import type { Remediation } from '#model';
import type { DigestView } from '#notify/views';
import { doesOf } from '../../remediate/fix-view.ts';
import { isExpired } from '../../remediate/approve.ts';
import type { Ground } from '../desk.ts';
import { clusterName } from '../group-of.ts';

/** Fixes that are named in a digest. */
const most = 5;

/** The plans of a channel that wait for somebody to approve them, those that end first. */
export async function fixesWaiting(ground: Ground, channel: string): Promise<DigestView['waiting']> {
  const { remediations, alerts } = ground.desk.memory;
  const waiting = (await remediations.all())
    .filter((it) => it.state === 'proposed' && !isExpired(it, ground.at))
    .sort((a, b) => (a.plan.expires < b.plan.expires ? -1 : 1));
  const told = await Promise.all(waiting.map(async (it) => ({ it, card: await alerts.bulletin(it.plan.id) })));
  return told
    .filter(({ card }) => card?.bulletin.channel === channel)
    .slice(0, most)
    .map(({ it }) => lineOf(it));
}

function lineOf({ plan }: Remediation): DigestView['waiting'][number] {
  const cluster = clusterOf(plan.resource);
  const where = cluster === undefined ? plan.resource.name : clusterName(cluster);
  return { plan: plan.id, does: doesOf(plan), where, expires: plan.expires };
}
