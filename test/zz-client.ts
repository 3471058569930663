import { awsCloud } from '#clouds/aws/cloud';
import { gateOf } from '#clouds/gate';
import { accessKeyOf } from './sim/aws/generate.ts';
import { spawn } from 'node:child_process';
const server = spawn('node', ['test/zz-server.ts'], { stdio: ['ignore', 'pipe', 'inherit'] });
const line: string = await new Promise((r) => server.stdout.once('data', (d) => r(String(d))));
const { url, ids } = JSON.parse(line);
const clock = { now: () => Date.now(), sleep: (ms: number, signal?: AbortSignal) => new Promise<void>((r, j) => { const t = setTimeout(r, ms); signal?.addEventListener('abort', () => { clearTimeout(t); j(signal.reason); }); }) };
for (const round of [1, 2]) {
const gate = gateOf({ clock, share: 1000 });
const cloud = awsCloud({ gate, clock, clientConfig: { endpoint: url, region: 'us-east-1', credentials: { accessKeyId: accessKeyOf(ids[0]!), secretAccessKey: 's' } }, accounts: ids.map((account: string) => ({ account, role: 'shoalwatch-reader', externalId: `audit-${account}` })) });
const t = performance.now(); const c0 = process.cpuUsage();
const d = await cloud.discover();
let n = 0;
const queue = [...d.targets];
await Promise.all(Array.from({ length: 4 }, async () => { for (let x = queue.shift(); x; x = queue.shift()) n += (await cloud.collect(x)).resources.length; }));
const c = process.cpuUsage(c0);
console.log(round, gate.trace.length, 'calls', n, 'resources', Math.round(performance.now() - t), 'ms wall', Math.round((c.user + c.system) / 1000), 'ms cpu', Math.round(process.memoryUsage().rss / 1e6), 'MB');
}
server.kill();
