import { expect, test } from 'vitest';
import { podToken } from '#clouds/kubernetes/rbac/subject-facts';
import { serviceAccount } from '#clouds/kubernetes/service-account/resource';
import { isUnread } from '#rule';
import { answerOf } from '../../support/aws/fact.ts';
import { accountWith } from '../../support/kubernetes/objects.ts';
import { podWith, type Spec } from '../../support/kubernetes/workloads.ts';

const asked: Spec = { volumes: [{ name: 't', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }] };
const other: Spec = { volumes: [{ name: 't', projected: { sources: [{ configMap: { name: 'c' } }] } }] };
const off = { automountServiceAccountToken: false };
const on = { automountServiceAccountToken: true };

test.each<[string, Spec, object, boolean]>([
  ['nothing said means mounted', {}, {}, true],
  ['the account says no', {}, off, false],
  ['the account says yes', {}, on, true],
  ['the pod says no', off, on, false],
  ['the pod says yes over its account', on, off, true],
  ['a volume asks for one over both', { ...asked, ...off }, off, true],
  ['a volume that asks for something else', { ...other, ...off }, on, false],
])('%s', (_, spec, account, expected) => {
  const pod = podWith('web', { serviceAccountName: 'web', ...spec });
  expect(answerOf(podToken, pod, [accountWith('web', account)])).toBe(expected);
});

test('a pod that names no account has the default one of its namespace', () => {
  expect(answerOf(podToken, podWith('web', {}), [accountWith('default', off)])).toBe(false);
  expect(answerOf(podToken, podWith('web', {}), [accountWith('default', off, { namespace: 'other' })])).toBe(true);
});

test('a pod that calls its account by the older name', () => {
  const beside = [accountWith('web', off), accountWith('other', on)];
  expect(answerOf(podToken, podWith('p', { serviceAccount: 'web' }), beside)).toBe(false);
  expect(answerOf(podToken, podWith('p', { serviceAccountName: 'other', serviceAccount: 'web' }), beside)).toBe(true);
});

test('an account that was not read leaves it open', () => {
  expect(isUnread(answerOf(podToken, podWith('web', {}), [], { hidden: [serviceAccount] }))).toBe(true);
});
