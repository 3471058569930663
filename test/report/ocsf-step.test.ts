import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { FindingChangeKind, FindingStatus } from '#model';
import { ocsfOfStep } from '#report/ocsf-step';
import { findingOf } from '../support/slack-office.ts';
import { complianceFinding } from './ocsf-2003.ts';

const isValid = new Ajv2020({ allErrors: true }).compile(complianceFinding);

const stepOf = (kind: FindingChangeKind, status: FindingStatus) =>
  ocsfOfStep(
    {
      ...{ uid: `n-1 d1 ${kind}`, at: '2026-11-22T09:00:00.000Z', kind, cause: 'change', rule: undefined },
      finding: {
        ...findingOf('d1', 'critical'),
        status,
        change: { actor: 'ana', call: 'OpenDoor', at: '2026-11-22T08:59:00.000Z', origin: 'console', eventId: 'e-1' },
      },
    },
    '1.0.0',
  );

test.each<readonly [FindingChangeKind, FindingStatus, string, number]>([
  ['announced', 'announced', 'New', 200301],
  ['opened', 'open', 'New', 200301],
  ['reopened', 'open', 'New', 200302],
  ['resolved', 'resolved', 'Resolved', 200303],
  ['gone', 'gone', 'Resolved', 200303],
  ['waived', 'waived', 'Suppressed', 200302],
])('%s is an event of OCSF of its own kind', (kind, status, says, typeUid) => {
  const event = stepOf(kind, status);
  expect(isValid(event), JSON.stringify(isValid.errors)).toBe(true);
  expect(event).toMatchObject({ status: says, type_uid: typeUid, unmapped: { step: kind, cause: 'change' } });
});

test('it says who moved it, when, and by which event', () => {
  expect(stepOf('opened', 'open')).toMatchObject({
    time: Date.parse('2026-11-22T09:00:00.000Z'),
    unmapped: { actor: 'ana', call: 'OpenDoor', change_event: 'e-1' },
    resources: [{ name: 'd1' }],
  });
});

test('the same step has the same uid, and another one another', () => {
  expect(stepOf('opened', 'open')).toEqual(stepOf('opened', 'open'));
  expect(stepOf('opened', 'open')).toMatchObject({ metadata: { uid: 'n-1 d1 opened' } });
});
