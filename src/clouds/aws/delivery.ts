import {
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  type CloudTrailClient,
  type GetEventSelectorsCommandOutput,
} from '@aws-sdk/client-cloudtrail';
import { ListRulesCommand, type Rule } from '@aws-sdk/client-eventbridge';
import type { Gate } from '../gate.ts';
import { listAt } from '../json.ts';
import { unknownBy, type Standing } from '../standing.ts';
import { callAws } from './call.ts';
import type { ClientConfig } from './clients.ts';
import { deliveryClientsOf, type DeliveryClients } from './delivery-clients.ts';
import { awsFailure } from './failure.ts';

/** A rule of EventBridge as it has to be: the end of its name, and what it lets through. */
export interface WantedRule {
  /** `shoalwatch-eks`; a stack of another name has its own instead of the first word. */
  readonly name: string;
  readonly pattern: {
    readonly detail: { readonly eventSource: readonly string[]; readonly eventName: readonly string[] };
  };
}

/** How an account is asked. */
export interface DeliveryWay {
  readonly gate: Gate;
  readonly account: string;
  readonly config: ClientConfig;
}

/**
 * Whether a trail records the management events that change something in a region: only then they reach EventBridge.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export async function trailStanding(way: DeliveryWay, region: string): Promise<Standing> {
  let api = 'DescribeTrails';
  const ask = <T>(operation: string, at: string, send: (trails: CloudTrailClient) => Promise<T>): Promise<T> => {
    api = operation;
    return askedAt(way, `cloudtrail:${operation}`, at, ({ trails }) => send(trails));
  };
  try {
    const { trailList = [] } = await ask('DescribeTrails', region, (it) =>
      it.send(new DescribeTrailsCommand({ includeShadowTrails: true })),
    );
    const why: string[] = [];
    for (const { TrailARN: Name = '', HomeRegion: home = region } of trailList) {
      const status = await ask('GetTrailStatus', home, (it) => it.send(new GetTrailStatusCommand({ Name })));
      if (status.IsLogging !== true) {
        why.push(`${Name} is stopped`);
        continue;
      }
      const selectors = await ask('GetEventSelectors', home, (it) =>
        it.send(new GetEventSelectorsCommand({ TrailName: Name })),
      );
      if (isWriting(selectors)) return { state: 'there', detail: `${Name} records management events.` };
      why.push(`${Name} records no management events that write`);
    }
    const detail = trailList.length === 0 ? 'No trail covers the region.' : `No trail does: ${why.join(', ')}.`;
    return { state: 'missing', detail };
  } catch (error) {
    return unknownBy(`cloudtrail:${api}`, awsFailure(error));
  }
}

/** Whether the selectors of a trail let management events that write through. */
function isWriting({ EventSelectors = [], AdvancedEventSelectors = [] }: GetEventSelectorsCommandOutput): boolean {
  const basic = EventSelectors.some((it) => it.IncludeManagementEvents === true && it.ReadWriteType !== 'ReadOnly');
  return (
    basic ||
    AdvancedEventSelectors.some(({ FieldSelectors = [] }) => {
      const says = (field: string, value: string) =>
        FieldSelectors.some(({ Field, Equals = [] }) => Field === field && Equals.includes(value));
      return says('eventCategory', 'Management') && !says('readOnly', 'true');
    })
  );
}

/** Whether the rules of a region's default bus hand on what they have to. */
export async function rulesStanding(
  way: DeliveryWay,
  region: string,
  wanted: readonly WantedRule[],
): Promise<Standing> {
  try {
    const found: Rule[] = [];
    let next: string | undefined;
    do {
      const asked = next;
      const page = await askedAt(way, 'events:ListRules', region, ({ events }) =>
        events.send(new ListRulesCommand({ NextToken: asked })),
      );
      found.push(...(page.Rules ?? []));
      next = page.NextToken === asked ? undefined : page.NextToken;
    } while (next !== undefined);
    const lacking = wanted.flatMap((rule) => {
      const why = lackOf(rule, found);
      return why === undefined ? [] : [`${rule.name} ${why}`];
    });
    if (lacking.length === 0) return { state: 'there', detail: `${wanted.length} event rules stand.` };
    return { state: 'missing', detail: `Changes are not handed on: ${lacking.join(', ')}.` };
  } catch (error) {
    return unknownBy('events:ListRules', awsFailure(error));
  }
}

async function askedAt<T>(
  { gate, account, config }: DeliveryWay,
  api: string,
  region: string,
  send: (clients: DeliveryClients) => Promise<T>,
): Promise<T> {
  const clients = deliveryClientsOf(config, region);
  try {
    return await callAws(gate, { api, account, region }, () => send(clients));
  } finally {
    clients.close();
  }
}

function lackOf({ name, pattern }: WantedRule, found: readonly Rule[]): string | undefined {
  const ending = name.slice(name.indexOf('-'));
  const own = found.filter(({ Name }) => Name?.endsWith(ending));
  if (own.length === 0) return 'is missing';
  const enabled = own.filter(({ State }) => State?.startsWith('ENABLED'));
  if (enabled.length === 0) return 'is disabled';
  return enabled.some(({ EventPattern = '' }) => isWider(EventPattern, pattern)) ? undefined : 'is out of date';
}

function isWider(text: string, { detail }: WantedRule['pattern']): boolean {
  const given: unknown = text === '' ? {} : JSON.parse(text);
  const has = (field: string, wanted: readonly string[]): boolean => {
    const held = listAt(given, 'detail', field);
    return wanted.every((value) => held.includes(value));
  };
  return has('eventSource', detail.eventSource) && has('eventName', detail.eventName);
}
