import { clientsOf } from '#clouds/aws/clients';
import { DescribeImageScanFindingsCommand } from '@aws-sdk/client-ecr';
import { DescribeNodegroupCommand } from '@aws-sdk/client-eks';
import { GetOpenIDConnectProviderCommand } from '@aws-sdk/client-iam';
import { generateAwsEstate, accessKeyOf } from './sim/aws/generate.ts';
import { EKSClient } from '@aws-sdk/client-eks';
import { gateOf } from '#clouds/gate';
import { callAws } from '#clouds/aws/call';
import { spawn } from 'node:child_process';
const server = spawn('node', ['test/zz-server.ts'], { stdio: ['ignore', 'pipe', 'inherit'] });
const line: string = await new Promise((r) => server.stdout.once('data', (d) => r(String(d))));
const { url } = JSON.parse(line);
const estate = generateAwsEstate({ seed: 7, clusters: 300 });
const id = Object.keys(estate.accounts)[0]!;
const here = estate.accounts[id]!.regions['eu-central-1']!;
const ng = here.nodegroups[0]!;
const cfg = { endpoint: url, region: 'eu-central-1', credentials: { accessKeyId: accessKeyOf(id), secretAccessKey: 's' } };
const c = clientsOf(cfg); const bare = new EKSClient({ ...cfg, maxAttempts: 1 });
const clock = { now: () => Date.now(), sleep: (ms: number, signal?: AbortSignal) => new Promise<void>((r, j) => { const t = setTimeout(r, ms); signal?.addEventListener('abort', () => { clearTimeout(t); j(signal.reason); }); }) };
const gate = gateOf({ clock });
async function run(name: string, one: () => Promise<unknown>) {
  let left = 3000; const t = performance.now(); const c0 = process.cpuUsage();
  await Promise.all(Array.from({ length: 40 }, async () => { while (left-- > 0) await one(); }));
  const u = process.cpuUsage(c0);
  console.log(name, ((u.user + u.system) / 3e6).toFixed(3), 'ms cpu/call', (3000 / (performance.now() - t) * 1000).toFixed(0), '/s');
}
const input = { clusterName: ng.clusterName!, nodegroupName: ng.nodegroupName! };
for (let i = 0; i < 2; i++) {
  await run('bare sdk ', () => bare.send(new DescribeNodegroupCommand(input)));
  await run('ours     ', () => callAws(gate, { api: 'eks:DescribeNodegroup', account: id, region: 'x' }, (o) => c.eks.send(new DescribeNodegroupCommand(input), o)));
}
server.kill();
