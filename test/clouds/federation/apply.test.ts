import { describe, expect, test } from 'vitest';
import { azureRefusal } from '#clouds/azure/apply-refusal';
import { FederationRefusal } from '#clouds/federation-refusal';
import { gcpRefusal } from '#clouds/gcp/apply-refusal';
import { kubernetesRefusal } from '#clouds/kubernetes/apply-refusal';

const subject = { type: 'k8s.deployment', id: 'c/apps/v1/namespaces/a/deployments/b', name: 'a/b', target: 'k8s:c' };

describe.each([
  ['Azure', azureRefusal],
  ['Google Cloud', gcpRefusal],
  ['a cluster', (error: unknown) => kubernetesRefusal(error, { ...subject, config: {} })],
])('a sign-in that is refused before something is sent to %s', (_, refusalOf) => {
  test('is a refusal of the action, with the right that cures it, and is not sent again', () => {
    const refused = new FederationRefusal({ reason: 'denied', detail: 'Nobody was let in.', permission: 'the.right' });
    expect(refusalOf(refused)).toMatchObject({
      ...{ reason: 'refused', answer: 'SignInRefused', message: 'Nobody was let in. It takes the.right.' },
    });
  });

  test('says its right once', () => {
    const refused = new FederationRefusal({ reason: 'denied', detail: 'No the.right here.', permission: 'the.right' });
    expect(refusalOf(refused)?.message).toBe('No the.right here.');
  });

  test('that only did not come through is tried again', () => {
    const broken = new FederationRefusal({ reason: 'unreachable', detail: 'The line is dead.' });
    expect(refusalOf(broken)).toMatchObject({ reason: 'unsettled' });
  });
});
