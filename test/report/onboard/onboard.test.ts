import { parse as parseHcl } from '@cdktf/hcl2json';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { awsTypes } from '#clouds/aws/types';
import { entraAudience } from '#clouds/azure/federation';
import { azureTypes } from '#clouds/azure/types';
import { gcpTypes } from '#clouds/gcp/types';
import { clusterTypes } from '#clouds/kubernetes/types';
import { awsTemplate } from '#report/onboard/aws-cloudformation';
import { hclOf, ref } from '#report/onboard/hcl';
import { permissionsOf } from '#report/onboard/permissions';
import { azureScript, azureTerraform } from '#report/onboard/azure';
import { clusterScript } from '#report/onboard/cluster';
import { gcpScript } from '#report/onboard/gcp';
import { readerRoles, remediatorRoles } from '../../../tools/gen/roles.ts';
import {
  actions,
  azurePlace,
  azurePlaceAsked,
  clusters,
  gcpPlace,
  member,
  principal,
  scripts,
  secondPrincipal,
  terraforms,
} from './printed.ts';
import { calledBy, to } from './run-script.ts';

const types = [...awsTypes, ...azureTypes, ...gcpTypes, ...clusterTypes];
const allowed = permissionsOf(types);

test('what is printed is derived from the types and actions that the written roles are derived from', async () => {
  for (const { path, text } of [...readerRoles(types), ...remediatorRoles({ types, actions })]) {
    expect(text).toBe(await readFile(join(import.meta.dirname, '../../..', path), 'utf8'));
  }
});

describe('every script', () => {
  test.each(scripts)('for %s runs to its end', (_for, script) => {
    expect(calledBy(script).length).toBeGreaterThan(1);
  });

  const making = /(?:^| )(?:create|create-(?:role|aws|access-entry|event-bus)|enable-[a-z-]+)(?: |$)/;

  test.each(scripts)('for %s makes nothing a second time, and brings what differs up to date', (_for, script) => {
    const [first, again] = [calledBy(script), calledBy(script, 'made')].map((called) =>
      called.map(({ words }) => words.join(' ')).filter((words) => !words.startsWith('az role assignment create')),
    );
    expect(first?.filter((words) => making.test(words))).not.toEqual([]);
    expect(again?.filter((words) => making.test(words))).toEqual([]);
    expect(again?.some((words) => /update|put-|apply/.test(words))).toBe(true);
  });
});

describe('every Terraform file', () => {
  test.each(terraforms)('for %s parses, and names each resource once', async (_for, text) => {
    await expect(parseHcl('main.tf', text)).resolves.toHaveProperty('resource');
    const heads = text.split('\n').filter((line) => line.startsWith('resource '));
    expect(new Set(heads).size).toBe(heads.length);
    const made = new Set(
      heads.map((line) =>
        line
          .split('"')
          .filter((part) => part.trim() !== '')
          .slice(1, 3)
          .join('.'),
      ),
    );
    const named = [...text.matchAll(/(?<![\w."])((?:aws|azurerm|azuread|google|kubernetes)_\w+\.\w+)\./g)].map(
      ([, it]) => it,
    );
    expect(named.filter((it) => !made.has(it ?? ''))).toEqual([]);
  });

  test('keeps what begins like a template as text', async () => {
    const text = hclOf([{ head: 'locals', arguments: { a: '${path.root} %{if} "', b: ref('path.root') } }]);
    expect(await parseHcl('main.tf', text)).toEqual({ locals: [{ a: '$${path.root} %%{if} "', b: '${path.root}' }] });
  });
});

describe('no text', () => {
  const texts = [...scripts, ...terraforms, ['CloudFormation', JSON.stringify(awsTemplate(awsTypes, member))] as const];

  test.each(texts)('for %s makes or holds a key that lasts', (_for, text) => {
    expect(text).not.toMatch(
      /AKIA|create-access-key|access_key|keys create|private_key|password|client.?secret|--admin/i,
    );
  });
});

describe('Azure', () => {
  const called = calledBy(azureScript(azureTypes, azurePlace));

  test('signs in whoever holds a token of the role for the one audience', () => {
    const [made] = to(called, 'az ad app federated-credential create');
    expect(made?.['id']).toBe('from-az');
    expect(JSON.parse(made?.['parameters'] ?? '')).toEqual({
      name: 'shoalwatch',
      issuer: azurePlace.issuer,
      subject: principal,
      audiences: ['api://AzureADTokenExchange'],
    });
  });

  test('trusts each role by a credential of its own', () => {
    const made = to(called, 'az ad app federated-credential create').map(({ parameters = '' }): unknown =>
      JSON.parse(parameters),
    );
    expect(made).toMatchObject([
      { name: 'shoalwatch', subject: principal },
      { name: 'shoalwatch-reread-azure', subject: secondPrincipal },
    ]);
  });

  test('asks AWS for the issuer where nobody told it, and lets the account give tokens, once', () => {
    const asked = calledBy(azureScript(azureTypes, azurePlaceAsked));
    expect(to(asked, 'aws iam enable-outbound-web-identity-federation')).toHaveLength(1);
    const [made] = to(asked, 'az ad app federated-credential create');
    expect(JSON.parse(made?.['parameters'] ?? '')).toMatchObject({
      issuer: 'https://asked.tokens.sts.global.api.aws',
      subject: principal,
    });
    const again = calledBy(azureScript(azureTypes, azurePlaceAsked), 'made');
    expect(to(again, 'aws iam enable-outbound-web-identity-federation')).toEqual([]);
  });

  test('is told in Terraform without what would end the federation of the whole account', () => {
    const text = azureTerraform(azureTypes, azurePlaceAsked);
    expect(text).toContain('issuer = data.aws_iam_outbound_web_identity_federation.reader.issuer_identifier');
    expect(text).not.toContain('resource "aws_iam_outbound_web_identity_federation"');
  });

  test('trusts the audience that tokens are asked for', () => {
    expect(azureScript(azureTypes, azurePlace)).toContain(entraAudience);
  });

  test('gives the reader role in each subscription, and with the listing of it in a management group', () => {
    const definitions = to(called, 'az role definition create').map((it): unknown =>
      JSON.parse(it['role-definition'] ?? ''),
    );
    expect(definitions).toMatchObject([
      { Name: 'Shoalwatch Reader', Actions: allowed['azure-reader'] },
      { Name: 'Shoalwatch Reader 2', Actions: allowed['azure-reader'] },
      { Name: 'Shoalwatch Management Group Reader 2', Actions: allowed['azure-management-group'] },
    ]);
    const given = to(called, 'az role assignment create').map(({ role, scope }) => [role, scope]);
    expect(given).toEqual([
      ...azurePlace.subscriptions.map((id) => ['Shoalwatch Reader', `/subscriptions/${id}`]),
      ['Shoalwatch Reader 2', '/providers/Microsoft.Management/managementGroups/prod'],
      ['Shoalwatch Management Group Reader 2', '/providers/Microsoft.Management/managementGroups/prod'],
    ]);
  });
});

describe('Google Cloud', () => {
  const called = calledBy(gcpScript(gcpTypes, gcpPlace));

  test('signs in sessions of the one role of the one account', () => {
    const [made] = to(called, 'gcloud iam workload-identity-pools providers create-aws shoalwatch-aws');
    expect(made).toMatchObject({
      'account-id': '111122223333',
      'attribute-condition':
        "assertion.arn.startsWith('arn:aws:sts::111122223333:assumed-role/shoalwatch/') || assertion.arn.startsWith('arn:aws:sts::111122223333:assumed-role/shoalwatch-reread-gcp/')",
      'attribute-mapping': "google.subject=assertion.arn.extract('assumed-role/{role_name}/')",
    });
    const bound = called.filter(
      ({ words }) => words.includes('add-iam-policy-binding') && words.includes('service-accounts'),
    );
    const subjects =
      'principal://iam.googleapis.com/projects/from-gcloud/locations/global/workloadIdentityPools/shoalwatch/subject/';
    expect(bound.map(({ options }) => options['member'])).toEqual([
      `${subjects}shoalwatch`,
      `${subjects}shoalwatch-reread-gcp`,
    ]);
  });

  test('gives the reader role in each project', () => {
    const made = to(called, 'gcloud iam roles create shoalwatchReader');
    expect(made.map(({ project }) => project)).toEqual(gcpPlace.projects);
    expect(made.map((it) => it['permissions']?.split(','))).toEqual(gcpPlace.projects.map(() => allowed['gcp-reader']));
    const [test] = to(called, 'gcloud projects add-iam-policy-binding shop-test');
    expect(test?.['role']).toBe('projects/shop-test/roles/shoalwatchReader');
  });

  test('gives it in a whole organisation together with the listing of its projects', () => {
    const whole = calledBy(gcpScript(gcpTypes, { ...gcpPlace, organization: '456' }));
    expect(to(whole, 'gcloud organizations add-iam-policy-binding 456').map(({ role }) => role)).toEqual([
      'organizations/456/roles/shoalwatchReader',
      'organizations/456/roles/shoalwatchOrganizationReader',
    ]);
    expect(to(whole, 'gcloud projects add-iam-policy-binding shop-prod')).toEqual([]);
  });
});

describe('a cluster', () => {
  const subjects = [
    { kind: 'Group', name: 'shoalwatch-readers' },
    { kind: 'User', name: '33333333-2222-4333-8444-555555555555' },
    { kind: 'User', name: 'shoalwatch-reader@shop-prod.iam.gserviceaccount.com' },
  ];

  test.each(clusters.map((it, at) => [it.is, it, subjects[at]] as const))(
    'of %s gets the ClusterRole, and a binding of whom its cloud takes the reader for',
    (_is, place, subject) => {
      const script = clusterScript(clusterTypes, place);
      const [, text = ''] = /^objects=\$\(cat <<'JSON'\n([^]+?)\nJSON\n\)$/m.exec(script) ?? [];
      const objects: unknown = JSON.parse(text);
      expect(objects).toMatchObject({
        items: [
          { kind: 'ClusterRole', metadata: { name: 'shoalwatch-reader' } },
          { kind: 'ClusterRoleBinding', roleRef: { name: 'shoalwatch-reader' }, subjects: [subject] },
        ],
      });
      expect(calledBy(script).at(-1)?.words).toEqual(['kubectl', 'apply', '-f', '-']);
    },
  );

  test('of EKS takes the role for the group that the binding names', () => {
    const [eks] = clusters;
    const [entry] = eks ? to(calledBy(clusterScript(clusterTypes, eks)), 'aws eks create-access-entry') : [];
    expect(entry).toMatchObject({ 'cluster-name': 'shop', 'kubernetes-groups': 'shoalwatch-readers' });
  });
});
