import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack, Token } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { awsTypes } from '#clouds/aws/types';
import { awsTemplate } from '#report/onboard/aws-cloudformation';
import { prefixOf } from './events.ts';
import { readersOf, remediatorOf } from './members.ts';
import type { Members } from './settings.ts';

/**
 * The template of a member beside the stack, for accounts that no stack set reaches. It is one file for every place that
 * the stack may be deployed to, so it asks for what is known there alone.
 */
export function memberTemplateIn(scope: Construct, members: Members, isFollowing: boolean): Asset {
  const path = join(mkdtempSync(join(tmpdir(), 'shoalwatch-')), 'member.json');
  writeFileSync(path, JSON.stringify(templateOf(scope, members, isFollowing), null, 2));
  return new Asset(scope, 'MemberTemplate', { path });
}

function templateOf(scope: Construct, members: Members, isFollowing: boolean): object {
  const { stackName, partition: known } = Stack.of(scope);
  const partition = Token.isUnresolved(known) ? told('AWS::Partition') : known;
  const [stackAccount, region] = [told('StackAccount'), told('StackRegion')];
  const { role, organization, regions, externalId } = members;
  const template = awsTemplate(awsTypes, {
    ...{ role, organization, partition, stackAccount, externalId: told('ExternalId') },
    principals: [readersOf({ partition, account: stackAccount, stackName, region })],
    remediator: remediatorOf(members, { partition, account: stackAccount, stackName, region }),
    events: isFollowing ? { bus: told('EventBusArn'), regions, prefix: prefixOf(scope) } : undefined,
  });
  const Parameters = {
    StackAccount: asked('The account of the stack that reads: twelve digits'),
    StackRegion: asked('The region of that stack'),
    ExternalId: { ...asked('As in targets.aws of the stack'), Default: externalId },
    ...(isFollowing && { EventBusArn: asked('EventBusArn among the outputs of that stack') }),
  };
  return { ...(substituted(template) as object), Parameters };
}

const asked = (Description: string) => ({ Type: 'String', Description });

/** A parameter of a template, or what CloudFormation knows by itself, within a text. */
const told = (name: string): string => `\${${name}}`;

/** The same with each text that names a parameter as one that CloudFormation fills in. */
function substituted(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('${') ? { 'Fn::Sub': value } : value;
  if (typeof value === 'object' && value !== null && 'Fn::Sub' in value) return value;
  if (Array.isArray(value)) return value.map(substituted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, substituted(one)]));
}
