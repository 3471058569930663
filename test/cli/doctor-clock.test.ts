import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hearingDates } from '../../cli/doctor/heard-dates.ts';
import { accessKeyOf, generateAwsEstate } from '../sim/aws/generate.ts';
import { startAws } from '../sim/aws/server.ts';
import { openDesk, type Desk } from './run.ts';

const region = 'eu-west-1';
const estate = generateAwsEstate({ seed: 3, clusters: 0, accounts: 1, regions: [region] });
const [account = ''] = Object.keys(estate.accounts);

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

/** What doctor says beside a cloud whose clock is so far ahead of this machine's. */
async function doctorBeside(ahead: number) {
  const sim = await startAws({ estate, clock: { now: () => Date.now() + ahead, sleep: () => Promise.resolve() } });
  const ended = await desk.run(`doctor --providers aws --regions ${region} --no-events --quiet`, {
    ...{ AWS_ENDPOINT_URL: sim.url, AWS_REGION: region, COLUMNS: '120' },
    ...{ AWS_ACCESS_KEY_ID: accessKeyOf(account), AWS_SECRET_ACCESS_KEY: 'secret' },
  });
  await sim.close();
  return ended;
}

it('a clock that is right is said to be', async () => {
  const { code, out, last } = await doctorBeside(0);
  expect(out).toMatch(/✔ clock skew [123] s or less/);
  expect([code, last]).toEqual([0, 'exit 0: everything that a scan needs can be read']);
});

it.each([
  [10 * 60_000, '10 min behind'],
  [-3 * 3_600_000, '3 hours ahead'],
])('one that is off by %d ms is trouble, with what to do', async (ahead, words) => {
  const { code, out, last } = await doctorBeside(ahead);
  expect(out).toContain(`✘ the clock of this machine is ${words} of what the clouds say`);
  expect(out).toContain('timedatectl set-ntp true');
  expect([code, last]).toEqual([4, expect.stringContaining(`exit 4: the clock is ${words}; `)]);
});

it('an answer is heard whichever client asked, and none after the work is done', async () => {
  const server = createServer((_, response) => response.end('x')).listen(0);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { heard } = await hearingDates(
    () => 7,
    async () => (await fetch(url)).text(),
  );
  await (await fetch(url)).text();
  server.close();
  expect(heard).toEqual([{ host: url, date: expect.stringMatching(/ GMT$/) as string, receivedAt: 7 }]);
});
