import { parse as parseHcl } from '@cdktf/hcl2json';
import { describe, expect, test } from 'vitest';
import { azureTypes } from '#clouds/azure/types';
import { gcpTypes } from '#clouds/gcp/types';
import { clusterTypes } from '#clouds/kubernetes/types';
import { azureScript, azureTerraform } from '#report/onboard/azure';
import { clusterScript, clusterTerraform } from '#report/onboard/cluster';
import { gcpScript, gcpTerraform } from '#report/onboard/gcp';
import { grantedBy, permissionsIn } from '../../clouds/permissions/granted.ts';
import { at } from '../../support/json-path.ts';
import { fixedAzure, fixedClusters, fixedGcp } from './printed.ts';
import { calledBy, to } from './run-script.ts';
import { each, fixing } from './taken.ts';

describe('in Azure', () => {
  const called = calledBy(azureScript(azureTypes, fixedAzure));
  const definitions = to(called, 'az role definition create').map((it): unknown =>
    JSON.parse(it['role-definition'] ?? ''),
  );

  test('one role reads, asks who called and acts, in each subscription and in the group', async () => {
    const expected = await fixing('azure-reader-role.gen.json', 'azure-subscription');
    expect(definitions.map((it) => at(it, 'Name'))).toEqual(['Shoalwatch Remediator', 'Shoalwatch Remediator 2']);
    for (const it of definitions) expect(each(permissionsIn(it))).toEqual(expected);
    expect(await grantedBy('azure-remediator-role.gen.json')).toEqual(expected);
    expect(to(called, 'az role assignment create').map(({ role, scope }) => [role, scope])).toEqual([
      ...fixedAzure.subscriptions.map((id) => ['Shoalwatch Remediator', `/subscriptions/${id}`]),
      ['Shoalwatch Remediator 2', '/providers/Microsoft.Management/managementGroups/prod'],
    ]);
  });

  test('it is an application of its own, which the function that fixes signs in as', () => {
    const [app] = to(called, 'az ad app create');
    expect(app?.['display-name']).toBe('shoalwatch-remediator');
    const trusted = to(called, 'az ad app federated-credential create').map(({ parameters = '' }): unknown =>
      at(JSON.parse(parameters), 'subject'),
    );
    expect(trusted).toEqual(fixedAzure.principals);
  });

  test('the issuer is filled in where it stands for one, and in no name of a role', () => {
    const principals = ['arn:aws:iam::111122223333:role/ISSUER'];
    const asked = calledBy(azureScript(azureTypes, { ...fixedAzure, issuer: undefined, principals }));
    const [made] = to(asked, 'az ad app federated-credential create');
    expect(JSON.parse(made?.['parameters'] ?? '')).toMatchObject({
      ...{ name: 'ISSUER', subject: principals[0], issuer: 'https://asked.tokens.sts.global.api.aws' },
    });
  });

  test('Terraform makes the same roles', async () => {
    const { resource } = await parseHcl('main.tf', azureTerraform(azureTypes, fixedAzure));
    const roles = Object.values(at(resource, 'azurerm_role_definition') as object).map((it: unknown) => at(it, 0));
    expect(
      roles.map((it) => [at(it, 'name'), at(it, 'permissions', 0, 'actions'), at(it, 'assignable_scopes')]),
    ).toEqual(definitions.map((it) => [at(it, 'Name'), at(it, 'Actions'), at(it, 'AssignableScopes')]));
  });
});

describe('in Google Cloud', () => {
  const called = calledBy(gcpScript(gcpTypes, fixedGcp));
  const made = to(called, 'gcloud iam roles create shoalwatchRemediator');

  test('one role reads, asks who called and acts, in each project', async () => {
    const expected = await fixing('gcp-reader-role.gen.yaml', 'gcp-project');
    expect(made.map(({ project }) => project)).toEqual(fixedGcp.projects);
    for (const { permissions = '' } of made) expect(each(permissions.split(','))).toEqual(expected);
    expect(await grantedBy('gcp-remediator-role.gen.yaml')).toEqual(expected);
    expect(called.filter(({ words }) => words.includes('roles') && words.includes('shoalwatchReader'))).toEqual([]);
  });

  test('it is a service account of its own, which the function that fixes acts as, and no other', () => {
    const bound = called.filter(
      ({ words }) => words.includes('service-accounts') && words.includes('add-iam-policy-binding'),
    );
    expect(bound.map(({ words, options }) => [words.at(-1), options['member']?.split('/').at(-1)])).toEqual([
      ['shoalwatch-remediator@shop-prod.iam.gserviceaccount.com', 'Shoalwatch-fix-gcp-eu-west-1'],
    ]);
    const given = to(called, 'gcloud projects add-iam-policy-binding shop-test');
    expect(given).toMatchObject([
      {
        member: 'serviceAccount:shoalwatch-remediator@shop-prod.iam.gserviceaccount.com',
        role: 'projects/shop-test/roles/shoalwatchRemediator',
      },
    ]);
  });

  test('Terraform makes the same roles, and signs in by the pool of the reader', async () => {
    const { resource } = await parseHcl('main.tf', gcpTerraform(gcpTypes, fixedGcp));
    const roles = Object.values(at(resource, 'google_project_iam_custom_role') as object).map((it: unknown) =>
      at(it, 0),
    );
    expect(roles.map((it) => [at(it, 'project'), at(it, 'permissions')])).toEqual(
      made.map(({ project, permissions = '' }) => [project, permissions.split(',')]),
    );
    expect(at(resource, 'google_iam_workload_identity_pool')).toBeUndefined();
  });
});

describe.each(fixedClusters.map((it) => [it.is, it] as const))('in a cluster of %s', (_is, place) => {
  const script = clusterScript(clusterTypes, place);
  const [, text = ''] = /^objects=\$\(cat <<'JSON'\n([^]+?)\nJSON\n\)$/m.exec(script) ?? [];
  const [role, binding] = (JSON.parse(text) as { items: readonly unknown[] }).items;
  const subject = {
    eks: { kind: 'Group', name: 'shoalwatch-remediators' },
    aks: { kind: 'User', name: place.principal },
    gke: { kind: 'User', name: place.principal },
  }[place.is];

  test('one ClusterRole reads and acts, and is bound to whom its cloud takes the remediator for', async () => {
    const expected = await fixing('kubernetes-reader.gen.yaml', 'cluster');
    expect(each(permissionsIn(role))).toEqual(expected);
    expect(each(await grantedBy('kubernetes-remediator.gen.yaml'))).toEqual(expected);
    expect(binding).toMatchObject({
      ...{ kind: 'ClusterRoleBinding', metadata: { name: 'shoalwatch-remediator' } },
      ...{ roleRef: { kind: 'ClusterRole', name: 'shoalwatch-remediator' }, subjects: [subject] },
    });
  });

  test('Terraform says the same', async () => {
    const { resource } = await parseHcl('main.tf', clusterTerraform(clusterTypes, place));
    const made = at(resource, 'kubernetes_cluster_role_v1', 'shoalwatch_remediator', 0, 'rule') as readonly Rule[];
    const rules = made.map(({ api_groups, resources, resource_names, non_resource_urls, verbs }) =>
      non_resource_urls
        ? { nonResourceURLs: non_resource_urls, verbs }
        : { apiGroups: api_groups, resources, ...(resource_names && { resourceNames: resource_names }), verbs },
    );
    expect(rules).toEqual(at(role, 'rules'));
    const bound = at(resource, 'kubernetes_cluster_role_binding_v1', 'shoalwatch_remediator', 0, 'subject', 0);
    expect(bound).toMatchObject(subject);
  });
});

interface Rule {
  readonly verbs: readonly string[];
  readonly api_groups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resource_names?: readonly string[];
  readonly non_resource_urls?: readonly string[];
}

test('a cluster is opened by a role of its own, beside that of the reader', () => {
  const [, aks, gke] = fixedClusters;
  if (!aks || !gke) throw new Error('there is one of each');
  const [definition] = to(calledBy(clusterScript(clusterTypes, aks)), 'az role definition create');
  expect(at(JSON.parse(definition?.['role-definition'] ?? ''), 'Name')).toBe('Shoalwatch Cluster Remediator');
  const opened = to(calledBy(clusterScript(clusterTypes, gke)), 'gcloud iam roles create shoalwatchClusterRemediator');
  expect(opened.map(({ permissions }) => permissions)).toEqual(['container.clusters.connect']);
});
