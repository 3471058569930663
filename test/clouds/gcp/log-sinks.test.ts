import { OAuth2Client } from 'google-auth-library';
import { Agent } from 'undici';
import { afterEach, expect, test } from 'vitest';
import { gateOf } from '#clouds/gate';
import { sinkStanding } from '#clouds/gcp/log-sinks';
import { openSession } from '#clouds/gcp/session';
import { startGcp, type GcpSimulator } from '../../sim/gcp/server.ts';
import type { JsonObject } from '../../sim/json.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { estate } from './rereads.ts';

const [only] = estate.projects;
const project = only!.projectId;
const running: GcpSimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

async function at(sinks: readonly JsonObject[]) {
  const sim = await startGcp({ estate: { projects: [{ ...only!, sinks }] } });
  running.push(sim);
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: sim.token });
  const clock = quickClock();
  const clientOptions = { loggingUrl: sim.url, dispatcher: new Agent({ connect: { ca: sim.ca } }) };
  const session = await openSession({ clock, auth, clientOptions });
  if ('signedOut' in session) throw new Error(session.signedOut);
  return { sim, way: { session, gate: gateOf({ clock, attempts: 1 }) } };
}

const filter = 'log_id("cloudaudit.googleapis.com/activity")';
const sink = (name: string, more: JsonObject = {}): JsonObject => ({
  ...{ name, destination: 'pubsub.googleapis.com/projects/shop/topics/changes', filter, ...more },
});
const above = '; one of a folder or the organization above may.';

test.each([
  ['the audit log', sink('changes')],
  ['everything', sink('changes', { filter: '' })],
])('a sink of %s to Pub/Sub tells of changes', async (_name, good) => {
  const archive = sink('archive', { destination: 'storage.googleapis.com/archive' });
  const { way } = await at([archive, good]);
  expect(await sinkStanding(way, project)).toEqual({
    state: 'there',
    detail: 'changes hands the audit log to projects/shop/topics/changes.',
  });
});

test.each([
  ['that is not there', [], ''],
  ['to a bucket', [sink('archive', { destination: 'storage.googleapis.com/archive' })], ''],
  ['that is disabled', [sink('changes', { disabled: true })], ' (changes is disabled)'],
  ['of other logs', [sink('errors', { filter: 'severity>=ERROR' })], ' (errors leaves it out)'],
])('a sink %s does not, and one above might', async (_name, sinks, why) => {
  const { way } = await at(sinks);
  expect(await sinkStanding(way, project)).toEqual({
    state: 'unknown',
    detail: `No sink of the project hands its audit log to Pub/Sub${why}${above}`,
  });
});

test('sinks that may not be listed are not known, and the permission would tell', async () => {
  const { way, sim } = await at([]);
  sim.setFaults([{ operation: 'logging:projects.sinks.list', fault: 'denied', position: 'all' }]);
  expect(await sinkStanding(way, project)).toMatchObject({ state: 'unknown', permission: 'logging.sinks.list' });
});
