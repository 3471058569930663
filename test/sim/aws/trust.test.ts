import { expect, test } from 'vitest';
import type { Call } from './operation.ts';
import { trusts } from './iam/trust.ts';

const [account, fixer] = ['111122223333', 'arn:aws:iam::111122223333:role/fix'];
const call = { account, caller: 'arn:aws:sts::111122223333:assumed-role/fix/one' } as Call;
const RoleArn = 'arn:aws:iam::444455556666:role/change';

/** The trust of a remediator, of which a test changes a part. */
const documentWith = (change: object = {}): string =>
  encodeURIComponent(
    JSON.stringify({
      Statement: {
        ...{ Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] },
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Condition: {
          StringEquals: { 'sts:ExternalId': 'x-1' },
          ArnEquals: { 'aws:PrincipalArn': fixer },
          StringLike: { 'sts:SourceIdentity': '?*' },
        },
        ...change,
      },
    }),
  );

const asked = { RoleArn, RoleSessionName: 'one', ExternalId: 'x-1', SourceIdentity: 'ana' };

test('a role is taken by who is named, with what is asked for', () => {
  expect(trusts(documentWith(), asked, call)).toBe(true);
});

test.each([
  ['without the external id', { ExternalId: undefined }],
  ['with another one', { ExternalId: 'x-2' }],
  ['in nobody’s name', { SourceIdentity: undefined }],
])('%s it is not', (_, change) => {
  expect(trusts(documentWith(), { ...asked, ...change }, call)).toBe(false);
});

test('nobody else of the account takes it', () => {
  const caller = call.caller.replace('/fix/', '/fix-not/');
  expect(trusts(documentWith(), asked, { ...call, caller })).toBe(false);
});

test('setting a source identity takes a right of its own', () => {
  const document = documentWith({ Action: 'sts:AssumeRole' });
  expect(trusts(document, asked, call)).toBe(false);
  expect(
    trusts(documentWith({ Action: 'sts:AssumeRole', Condition: {} }), { ...asked, SourceIdentity: undefined }, call),
  ).toBe(true);
});

test('a condition that is not known here refuses', () => {
  expect(trusts(documentWith({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }), asked, call)).toBe(
    false,
  );
});
