import { describe, expect, it } from 'vitest';
import { forProwlerCsv } from '#report/csv-prowler';
import { reportOf } from '#report/model';
import type { Judgement } from '#model';
import { rules } from '#rules/catalog.gen';
import { cellsOf } from '../lib/escape/readers.ts';
import { hostileScan } from '../support/hostile-scan.ts';
import { hostileStrings } from '../support/hostile.ts';
import { findingWith, scanWith } from './sample.ts';

const other = (verdict: Judgement['verdict'], rule: string): Judgement => ({
  ...{ rule, verdict, severity: 'high', snapshots: [] },
  resource: findingWith('shop').resource,
});
const found = [findingWith('f-open'), findingWith('f-waived', { status: 'waived', key: 'main' })];
const scan = scanWith(found);
const others = [
  other('pass', 'eks-secrets-kms-encryption'),
  { ...other('unknown', 'eks-single-az'), message: 'Not read.' },
  other('not-applicable', 'eks-default-vpc'),
];
const csv = forProwlerCsv(reportOf({ ...scan, judgements: [...scan.judgements, ...others] }, rules), '1.2.3');
const [heads = [], ...lines] = cellsOf(csv.replaceAll('\r\n', '\n'), ';', true);
const rows = lines
  .filter((it) => it.length > 1)
  .map((cells) => Object.fromEntries(heads.map((it, i) => [it, cells[i]])));

describe('CSV with the columns of Prowler', () => {
  it('has its 41 columns in its order', () => {
    expect(heads).toHaveLength(41);
    expect([heads[0], heads[8], heads[13], heads.at(-1)]).toEqual([
      'AUTH_METHOD',
      'FINDING_UID',
      'STATUS',
      'PROWLER_VERSION',
    ]);
  });

  it('tells every check: fails, passes, and what a person has to look at', () => {
    expect(rows.map(({ STATUS, MUTED, STATUS_EXTENDED: says }) => [STATUS, MUTED, says])).toEqual([
      ['FAIL', 'False', 'The API endpoint is open to the whole internet.'],
      ['FAIL', 'True', 'The API endpoint is open to the whole internet.'],
      ['PASS', 'False', ''],
      ['MANUAL', 'False', 'Not read.'],
    ]);
  });

  it('says where, by its words', () => {
    expect(rows[0]).toMatchObject({
      ...{ PROVIDER: 'aws', ACCOUNT_UID: '1', REGION: 'eu-west-1', PARTITION: 'aws', SERVICE_NAME: 'eks' },
      ...{ FINDING_UID: 'f-open', SEVERITY: 'critical', TIMESTAMP: scan.startedAt },
      ...{ NOTES: 'eks-endpoint-public-cidr-open', PROWLER_VERSION: 'shoalwatch 1.2.3' },
    });
  });

  it('calls a check as Prowler does where one of its checks alone is meant', () => {
    expect(rows.map(({ CHECK_ID: id }) => id)).toEqual([
      'eks-endpoint-public-cidr-open',
      'eks-endpoint-public-cidr-open',
      'eks_cluster_kms_cmk_encryption_in_secrets_enabled',
      'eks-single-az',
    ]);
  });

  it('begins no formula for whoever splits at either, and breaks no row', () => {
    const plain = cellsOf(forProwlerCsv(reportOf(hostileScan('harmless'), rules), '1'), ';', true).length;
    for (const text of hostileStrings()) {
      const file = forProwlerCsv(reportOf(hostileScan(text), rules), '1').replaceAll('\r\n', '\n');
      const read = [cellsOf(file, ';', true), cellsOf(file, ',', true)];
      expect(read.flat(2).filter((cell) => /^[\s"]*[=+\-@＝＋－＠]|^[\t\r]/.test(cell))).toEqual([]);
      expect(read[0], text).toHaveLength(plain);
    }
  });
});
