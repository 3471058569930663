import type { ScanFailedView } from '#notify/views';
import { keepBulletin } from './bulletins.ts';
import { groundOf, withSlack, type AlertDesk } from '../desk.ts';
import { targetInView } from '../cards/target-view.ts';

const id = 'n-sweep';

/** Tells the operations channel that a sweep failed, or that one came to its end again. */
export async function tellOfSweep(
  desk: AlertDesk,
  failure?: { readonly kind: string; readonly says: string },
): Promise<void> {
  const ground = withSlack(await groundOf(desk));
  if (!ground) return;
  const { memory } = desk;
  const stored = await memory.alerts.bulletin(id);
  const was = stored?.bulletin.says as ScanFailedView | undefined;
  const channel = ground.notify.operations ?? ground.notify.default;
  if (!failure) {
    if (was?.state !== 'failed') return;
    await keepBulletin(ground, { id, channel, says: { ...was, state: 'recovered' } });
    return;
  }
  const sweeps = (await memory.runs(200)).filter(({ kind }) => kind === 'sweep');
  const scan = sweeps[0] && (await memory.scan(sweeps[0].id));
  const targets = scan?.targets ?? [];
  const says: Omit<ScanFailedView, 'id' | 'render' | 'style' | 'may'> = {
    is: 'scan-failed',
    state: 'failed',
    unwatched: targets.slice(0, 20).map((it) => targetInView(it.id, desk.nameOf(it.id))),
    unwatchedCount: targets.length,
    lastGood: sweeps[0]?.startedAt,
    since: was?.state === 'failed' ? was.since : ground.at,
    error: failure,
  };
  if (was?.state === 'recovered' && stored) {
    // What fails anew is told of anew.
    const { card: _, ...rest } = stored.bulletin;
    await memory.alerts.keepBulletin({ ...rest, says }, stored.version, ground.at);
    return;
  }
  await keepBulletin(ground, { id, channel, says });
}
