import { expect, it } from 'vitest';
import rule from '#rules/gcp/gke/gke-data-access-audit-off';
import { auditing } from '../../../support/gcp/registry.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const log = (logType: string, ...exemptedMembers: readonly string[]) => ({
  logType,
  ...(exemptedMembers.length > 0 && { exemptedMembers }),
});
const [reads, writes] = [log('DATA_READ'), log('DATA_WRITE')];
const gke = (...auditLogConfigs: readonly object[]) => ({ service: 'container.googleapis.com', auditLogConfigs });
const all = (...auditLogConfigs: readonly object[]) => ({ service: 'allServices', auditLogConfigs });
const alone = { nothingInherited: true };
const missing = (kinds: string) => `The policy of the project turns on no ${kinds} logs of GKE`;
const both = missing('DATA_READ and no DATA_WRITE');
const untold = 'what is turned on above it is not read.';
const ci = 'serviceAccount:ci@shop-prod.iam.gserviceaccount.com';
const grade = 'low' as const;

testRule(rule, {
  pass: {
    'both for GKE': { on: auditing(gke(reads, writes)) },
    'both for all services': { on: auditing(all(reads, writes)) },
    'one for GKE, the other for all services': { on: auditing(gke(reads), all(writes)) },
    'reads of administration are not asked for': { on: auditing(gke(writes, reads)), params: alone },
    'who is left out of other services': {
      on: auditing(all(reads, writes), { service: 'storage.googleapis.com', auditLogConfigs: [log('DATA_READ', ci)] }),
    },
    'who was left out, and is deleted': { on: auditing(gke(log('DATA_READ', `deleted:${ci}?uid=1`), writes)) },
    'who is left out of other logs': { on: auditing(gke(reads, writes, log('ADMIN_READ', ci))) },
  },
  fail: {
    'nothing, and nothing is inherited': { on: auditing(), params: alone, message: `${both}.` },
    'other services alone': {
      on: auditing({ service: 'storage.googleapis.com', auditLogConfigs: [reads, writes] }),
      params: alone,
      message: `${both}.`,
    },
    'reads of administration alone': { on: auditing(all(log('ADMIN_READ'))), params: alone, message: `${both}.` },
    'no reads': { on: auditing(gke(writes)), params: alone, message: `${missing('DATA_READ')}.` },
    'no writes': { on: auditing(all(reads)), params: alone, message: `${missing('DATA_WRITE')}.` },
    'somebody is left out': {
      on: auditing(gke(log('DATA_READ', ci), writes)),
      grade,
      message: `Its DATA_READ logs of GKE leave out ${ci}.`,
    },
    'somebody is left out by one of two': {
      on: auditing(gke(reads, writes), all(log('DATA_WRITE', ci, 'user:ann@shop.example'), log('DATA_READ', ci))),
      grade,
      message: `Its DATA_READ and DATA_WRITE logs of GKE leave out ${ci}, user:ann@shop.example.`,
    },
    'somebody is left out, and the rest is not known': {
      on: auditing(gke(log('DATA_READ', ci))),
      grade,
      message: `Its DATA_READ logs of GKE leave out ${ci}.`,
    },
  },
  unknown: {
    'nothing here, and what is above is not read': {
      on: auditing(),
      reason: 'outside',
      message: `${both}; ${untold}`,
    },
    'half of it here': {
      on: auditing(gke(reads)),
      reason: 'outside',
      message: `${missing('DATA_WRITE')}; ${untold}`,
    },
  },
});

it('the evidence is each who is left out, where it says so', () => {
  const [found] = judgedBy(
    rule,
    auditing(all(reads, writes), gke(log('DATA_WRITE', 'user:ann@shop.example', ci))),
  ).judgements;
  expect(found?.evidence).toEqual([
    { at: 'auditConfigs[1].auditLogConfigs[0].exemptedMembers[0]', actual: 'user:ann@shop.example' },
    { at: 'auditConfigs[1].auditLogConfigs[0].exemptedMembers[1]', actual: ci },
  ]);
});
