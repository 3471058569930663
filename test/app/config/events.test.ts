import { expect, it } from 'vitest';
import { loadConfig } from '#app/config/load';

const load = (events: string) => loadConfig(`version: 1\nevents:\n${events}`, 'x.yaml', []).events;
const tenant = '11111111-2222-4333-8444-555555555555';

it('the senders of events are named by tenant and application, and by service account', () => {
  expect(load(`  azure: {tenant: ${tenant}, audience: api://shoalwatch}\n`)).toEqual({
    azure: { tenant, audience: 'api://shoalwatch' },
  });
  const gcp = { serviceAccount: 'events@shop-prod.iam.gserviceaccount.com', audience: 'shoalwatch' };
  expect(load(`  gcp: {serviceAccount: ${gcp.serviceAccount}, audience: ${gcp.audience}}\n`)).toEqual({ gcp });
});

const wrong: readonly (readonly [fact: string, events: string])[] = [
  ['a tenant is named by its id', '  azure: {tenant: common, audience: a}\n'],
  ['a sender without an audience', `  azure: {tenant: ${tenant}}\n`],
  ['an audience is no empty text', `  azure: {tenant: ${tenant}, audience: ''}\n`],
  ['a service account is no name', '  gcp: {serviceAccount: events, audience: a}\n'],
  ['an unknown cloud', '  aws: {}\n'],
  ['an unknown key', `  azure: {tenant: ${tenant}, audience: a, issuer: b}\n`],
];

it.each(wrong)('%s is refused, with its line', (_, events) => {
  expect(() => load(events)).toThrow(/x\.yaml:3:\d+: /);
});
