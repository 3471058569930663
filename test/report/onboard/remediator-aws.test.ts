import { parse as parseHcl } from '@cdktf/hcl2json';
import { describe, expect, test } from 'vitest';
import { awsTypes } from '#clouds/aws/types';
import { awsScript } from '#report/onboard/aws-cli';
import { awsTemplate } from '#report/onboard/aws-cloudformation';
import { remediatorTrustOf, type AwsMember } from '#report/onboard/aws-member';
import { awsTerraform } from '#report/onboard/aws-terraform';
import { grantedBy } from '../../clouds/permissions/granted.ts';
import { at } from '../../support/json-path.ts';
import { actions, bareMember, fixedMember } from './printed.ts';
import { calledBy, to } from './run-script.ts';
import { each, taken } from './taken.ts';

const remediator = 'shoalwatch-remediate';

/** A policy or a trust, whose statements name the account `111122223333`. */
interface Document {
  readonly Statement: readonly {
    readonly Sid?: string;
    readonly Effect: string;
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

/** The two documents of the role in each of the three forms, once CloudFormation and Terraform have filled the account in. */
async function printedFor(member: AwsMember): Promise<readonly (readonly [string, Document, unknown])[]> {
  const called = calledBy(awsScript(awsTypes, member));
  const put = to(called, 'aws iam put-role-policy').find((it) => it['role-name'] === remediator);
  const made = to(called, 'aws iam create-role').find((it) => it['role-name'] === remediator);
  const template = filled(awsTemplate(awsTypes, member));
  const properties = at(template, 'Resources', 'Remediator', 'Properties');
  const terraform = await parseHcl('main.tf', awsTerraform(awsTypes, member));
  const inTerraform = (kind: string, name: string) =>
    documentIn(String(at(terraform, 'resource', kind, 'shoalwatch_remediate', 0, name)));
  return [
    ['cli', documentOf(put?.['policy-document']), documentOf(made?.['assume-role-policy-document'])],
    ['cfn', at(properties, 'Policies', 0, 'PolicyDocument') as Document, at(properties, 'AssumeRolePolicyDocument')],
    [
      'terraform',
      await inTerraform('aws_iam_role_policy', 'policy'),
      await inTerraform('aws_iam_role', 'assume_role_policy'),
    ],
  ];
}

const documentOf = (text = ''): Document => JSON.parse(text) as Document;

/** What `jsonencode` would give. */
async function documentIn(expression: string): Promise<Document> {
  const [, inner = ''] = /^\$\{jsonencode\(([^]*)\)\}$/.exec(expression) ?? [];
  const { locals } = await parseHcl('locals.tf', `locals {\nis = ${inner}\n}\n`);
  const text = JSON.stringify(at(locals, 0, 'is'));
  return documentOf(text.replaceAll('${data.aws_caller_identity.shoalwatch.account_id}', '111122223333'));
}

function filled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(filled);
  if (typeof value !== 'object' || value === null) return value;
  const text = at(value, 'Fn::Sub');
  if (typeof text === 'string') return text.replaceAll('${AWS::AccountId}', '111122223333');
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one)]));
}

describe('the remediator in AWS', () => {
  test('the role may exactly what the actions take, and ask who called, in its own account alone', async () => {
    for (const [form, policy] of await printedFor(fixedMember)) {
      const allowed = policy.Statement.filter(({ Effect }) => Effect === 'Allow');
      expect([form, each(allowed.flatMap(({ Action }) => Action))]).toEqual([
        form,
        each(taken('aws-region', 'aws-global')),
      ]);
      const elsewhere = policy.Statement.flatMap(({ Resource }) => Resource).filter(
        (it) => it !== '*' && !it.includes(':111122223333:'),
      );
      expect([form, elsewhere]).toEqual([form, []]);
    }
  });

  test('the three forms say the same, and so does the written file, which leaves the account open', async () => {
    const [cli, ...others] = await printedFor(fixedMember);
    for (const [, policy, trust] of others) expect([policy, trust]).toEqual([cli?.[1], cli?.[2]]);
    expect(each(await grantedBy('aws-remediator-policy.gen.json'))).toEqual(
      each((cli?.[1].Statement ?? []).flatMap(({ Action }) => Action)),
    );
    expect(cli?.[2]).toEqual(remediatorTrustOf(fixedMember));
  });

  test('audit logs are those of clusters, and nothing else of CloudWatch Logs may be read', async () => {
    const [[, policy] = []] = await printedFor(fixedMember);
    const logs = policy?.Statement.filter(({ Action }) => Action.some((it) => it.startsWith('logs:')));
    expect(logs).toEqual([
      {
        ...{ Sid: 'LogsPutRetention', Effect: 'Allow', Action: ['logs:PutRetentionPolicy'] },
        Resource: ['arn:aws:logs:*:111122223333:log-group:/aws/eks/*/cluster:*'],
      },
      {
        ...{ Sid: 'Callers', Effect: 'Allow', Action: ['logs:GetQueryResults', 'logs:StartQuery'] },
        Resource: ['arn:aws:logs:*:111122223333:log-group:/aws/eks/*/cluster:*'],
      },
    ]);
  });

  test('the account is filled in where it stands for one, and in no name of a role', () => {
    const named = { ...fixedMember, role: 'ACCOUNT-read', remediator: { role: 'ACCOUNT', actions } };
    const own = (of: AwsMember) => to(calledBy(awsScript(awsTypes, of)), 'aws iam put-role-policy').at(1);
    const denied = documentOf(own(named)?.['policy-document']).Statement.at(-1)?.Resource;
    expect(denied).toEqual(['ACCOUNT-read', 'ACCOUNT'].map((it) => `arn:aws:iam::111122223333:role/${it}`));
  });

  test('there is none, and nobody may ask who called, where nobody asked for it', async () => {
    for (const text of [
      awsScript(awsTypes, bareMember),
      awsTerraform(awsTypes, bareMember),
      JSON.stringify(awsTemplate(awsTypes, bareMember)),
    ]) {
      expect(text).not.toMatch(/remediat|logs:(?!DescribeLogGroups)/);
    }
    expect(await grantedBy('aws-reader-policy.gen.json')).not.toContain('logs:StartQuery');
  });
});
