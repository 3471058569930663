import { test } from 'vitest';
import { azureCloud } from '#clouds/azure/cloud';
import { gcpCloud } from '#clouds/gcp/cloud';
import { gateOf } from '#clouds/gate';
const clock = { now: () => Date.now(), sleep: (ms: number, s?: AbortSignal) => new Promise<void>((ok, no) => { const t = setTimeout(ok, ms); s?.addEventListener('abort', () => { clearTimeout(t); no(new DOMException('x','AbortError')); }); }) };
test('real', async () => {
  for (const make of [azureCloud, gcpCloud]) { const t = Date.now(); const c = make({ gate: gateOf({ clock }), clock }); console.log(await c.discover(), Date.now() - t); }
}, 60000);
