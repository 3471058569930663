import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { awsTypes } from '#clouds/aws/types';
import { awsTemplate } from '#report/onboard/aws-cloudformation';
import { appOf, at, configs, madeOf, stackOf, type Json, type Topology } from './topologies.ts';

/** The template that lies beside a stack, and the output that leads to it. */
function beside(topology: Topology, app: App = appOf()): { readonly template: Json; readonly url: string } {
  const stack = stackOf(configs[topology], {}, app);
  const url = JSON.stringify(at(madeOf(stack).template.toJSON(), 'Outputs', 'MemberRoleTemplateUrl', 'Value'));
  const { directory } = app.synth();
  const [, hash = ''] = /([0-9a-f]{64})\.json/.exec(url) ?? [];
  return { template: JSON.parse(readFileSync(join(directory, `asset.${hash}.json`), 'utf8')) as Json, url };
}

/** What CloudFormation makes of a template with these parameters. */
function filled(value: unknown, given: Readonly<Record<string, string>>): unknown {
  if (Array.isArray(value)) return value.map((it) => filled(it, given));
  if (typeof value !== 'object' || value === null) return value;
  const text = at(value, 'Fn::Sub');
  if (typeof text === 'string') return text.replace(/\$\{([\w:]+)\}/g, (_, name: string) => given[name] ?? '?');
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, given)]));
}

test('the template beside the stack is what onboard prints, once its questions are answered', () => {
  const { template, url } = beside('members');
  expect(url).toContain('https://s3.');
  const bus = 'arn:aws:events:eu-west-1:111122223333:event-bus/Shoalwatch';
  const said = {
    ...{ 'AWS::Partition': 'aws', StackAccount: '111122223333', StackRegion: 'eu-west-1' },
    ...{ ExternalId: 'a-secret-between-us', EventBusArn: bus },
  };
  expect(Object.keys(template['Parameters'] as Json).sort()).toEqual(Object.keys(said).slice(1).sort());
  expect(at(template, 'Parameters', 'ExternalId', 'Default')).toBe('a-secret-between-us');
  const { Parameters: _, ...rest } = template;
  expect(filled(rest, said)).toEqual(
    JSON.parse(
      JSON.stringify(
        awsTemplate(awsTypes, {
          ...{
            role: 'shoalwatch-read',
            partition: 'aws',
            stackAccount: said.StackAccount,
            externalId: said.ExternalId,
          },
          organization: 'o-a1b2c3d4e5',
          principals: ['arn:aws:iam::111122223333:role/Shoalwatch-*-aws-eu-west-1'],
          events: { bus, regions: ['eu-west-1'], prefix: 'shoalwatch' },
        }),
      ),
    ),
  );
});

test('a stack without members leads to none', () => {
  expect(at(madeOf(stackOf(configs.single)).template.toJSON(), 'Outputs', 'MemberRoleTemplateUrl')).toBeUndefined();
});
