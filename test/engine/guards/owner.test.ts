import { describe, expect, it } from 'vitest';
import { ownersOf } from '#engine/guards/owner';
import { about, say } from './asked.ts';

describe('the owner', () => {
  it.each([
    ['tags of CloudFormation', { tags: { 'aws:cloudformation:stack-name': 'net' } }, 'CloudFormation stack net'],
    ['tags of the CDK', { tags: { 'aws:cloudformation:stack-name': 'Net', 'aws:cdk:path': 'Net/Cluster' } }, 'CDK Net'],
    ['a list of tags', { Tags: [{ Key: 'aws:cloudformation:stack-name', Value: 'net' }] }, 'CloudFormation stack net'],
    ['tags of eksctl', { tags: { 'alpha.eksctl.io/cluster-name': 'shop' } }, 'eksctl shop'],
    ['managedBy of Azure', { managedBy: '/subscriptions/x/y' }, 'Azure /subscriptions/x/y'],
    ['labels of Config Connector', { resourceLabels: { 'managed-by-cnrm': 'true' } }, 'Config Connector '],
    [
      'annotations of Config Connector',
      { metadata: { annotations: { 'cnrm.cloud.google.com/project-id': 'p' } } },
      'Config Connector p',
    ],
    ['a release of Helm', { metadata: { annotations: { 'meta.helm.sh/release-name': 'web' } } }, 'Helm release web'],
    [
      'labels of Helm',
      { metadata: { labels: { 'app.kubernetes.io/managed-by': 'Helm', 'app.kubernetes.io/instance': 'web' } } },
      'Helm release web',
    ],
    [
      'a tracking id of Argo CD',
      { metadata: { annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:x/y' } } },
      'Argo CD application shop',
    ],
    [
      'a label of Argo CD',
      { metadata: { labels: { 'argocd.argoproj.io/instance': 'shop' } } },
      'Argo CD application shop',
    ],
    [
      'a label of Flux',
      { metadata: { labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps' } } },
      'Flux Kustomization apps',
    ],
    [
      'a Helm label of Flux',
      { metadata: { labels: { 'helm.toolkit.fluxcd.io/name': 'web' } } },
      'Flux HelmRelease web',
    ],
  ] as const)('is named by %s', (_, config, owner) => {
    const [first] = ownersOf({ config });
    expect(`${first?.tool} ${first?.name}`).toBe(owner);
    expect(first?.hint).toBeUndefined();
  });

  it('is no more than hinted at by tags that people write', () => {
    for (const tags of [{ terraform: 'true' }, { ManagedBy: 'Terraform' }, { 'managed-by': 'bicep' }])
      expect(ownersOf({ config: { tags } })).toEqual([expect.objectContaining({ hint: true })]);
    expect(ownersOf({ config: { tags: { terraform: 'false', team: 'x' } } })).toEqual([]);
    expect(ownersOf({ config: { metadata: { labels: { 'app.kubernetes.io/managed-by': 'kustomize' } } } })).toEqual([]);
    expect(say('owner', about({ tags: { tags: { terraform: 'true' } } }))).toEqual([
      'warn: a tag of shop speaks of Terraform: its next run may take this back',
    ]);
  });

  it('is gone past only by a person who names the tool', () => {
    const tags = { tags: { 'aws:cloudformation:stack-name': 'net' } };
    expect(say('owner', about({ tags }))).toEqual([
      'stop: shop is managed by CloudFormation stack net: change it there',
    ]);
    expect(say('owner', about({ tags, despite: 'eksctl' }))[0]).toMatch(/^stop/);
    expect(say('owner', about({ tags, despite: 'cloudformation' }))).toEqual([
      'warn: shop is managed by CloudFormation stack net: its next run may take this back',
    ]);
    expect(say('owner', about({ tags: { tags: {} } }))).toEqual(['ok: no tool says that it owns what is changed']);
  });
});
