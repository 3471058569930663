import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '#store/drivers/make-folder';

/** Deliveries that are kept; whoever sends rubbish must not fill the disk. */
const most = 1000;

/** Keeps what was delivered and is no event, with the reason, so that nothing that was sent is lost. */
export function refusedIn(store: string, now: () => number): (body: string, why: string) => void {
  const folder = join(store, 'refused');
  let kept = 0;
  return (body, why) => {
    kept += 1;
    if (kept > most || body === '') return;
    makeFolder(folder);
    const name = `${new Date(now()).toISOString().replaceAll(':', '-')}-${kept}.json`;
    writeFileSync(join(folder, name), `${JSON.stringify({ why, body })}\n`);
  };
}
