import { isObject, listAt, textAt } from '../json.ts';
import { awsFailure } from './failure.ts';
import { callJson, cloudTrail, eventBridge, type JsonWay } from './json-call.ts';

/** Whether something that tells of changes stands. */
export interface Standing {
  readonly state: 'there' | 'missing' | 'unknown';
  /** What is missing or why it is not known, as a sentence. */
  readonly detail: string;
  /** What would have told. */
  readonly permission?: string;
}

/** A rule of EventBridge as it has to be: the end of its name, and what it lets through. */
export interface WantedRule {
  /** `shoalwatch-eks`; a stack of another name has its own instead of the first word. */
  readonly name: string;
  readonly pattern: {
    readonly detail: { readonly eventSource: readonly string[]; readonly eventName: readonly string[] };
  };
}

/**
 * Whether a trail records the management events that change something in a region: only then they reach EventBridge.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export async function trailStanding(way: JsonWay, region: string): Promise<Standing> {
  const ask = (operation: string, at: string, input: object) =>
    callJson(way, { service: cloudTrail, operation, region: at, input });
  let api = 'DescribeTrails';
  try {
    const trails = listAt(await ask(api, region, { includeShadowTrails: true }), 'trailList');
    const why: string[] = [];
    for (const trail of trails) {
      const Name = textAt(trail, 'TrailARN') ?? '';
      const home = textAt(trail, 'HomeRegion') ?? region;
      api = 'GetTrailStatus';
      const status = await ask(api, home, { Name });
      if (status['IsLogging'] !== true) {
        why.push(`${Name} is stopped`);
        continue;
      }
      api = 'GetEventSelectors';
      const selectors = await ask(api, home, { TrailName: Name });
      if (isWriting(selectors)) return { state: 'there', detail: `${Name} records management events.` };
      why.push(`${Name} records no management events that write`);
    }
    const detail = trails.length === 0 ? 'No trail covers the region.' : `No trail does: ${why.join(', ')}.`;
    return { state: 'missing', detail };
  } catch (error) {
    return unknownBy(`cloudtrail:${api}`, error);
  }
}

/** Whether the selectors of a trail let management events that write through. */
function isWriting(selectors: unknown): boolean {
  const basic = listAt(selectors, 'EventSelectors').some(
    (it) => isObject(it) && it['IncludeManagementEvents'] === true && it['ReadWriteType'] !== 'ReadOnly',
  );
  return (
    basic ||
    listAt(selectors, 'AdvancedEventSelectors').some((it) => {
      const fields = listAt(it, 'FieldSelectors');
      const says = (field: string, value: string) =>
        fields.some((one) => textAt(one, 'Field') === field && listAt(one, 'Equals').includes(value));
      return says('eventCategory', 'Management') && !says('readOnly', 'true');
    })
  );
}

/** Whether the rules of a region's default bus hand on what they have to. */
export async function rulesStanding(way: JsonWay, region: string, wanted: readonly WantedRule[]): Promise<Standing> {
  try {
    const found: unknown[] = [];
    let NextToken: string | undefined;
    do {
      const input = NextToken === undefined ? {} : { NextToken };
      const page = await callJson(way, { service: eventBridge, operation: 'ListRules', region, input });
      found.push(...listAt(page, 'Rules'));
      const next = textAt(page, 'NextToken');
      NextToken = next === NextToken ? undefined : next;
    } while (NextToken !== undefined);
    const lacking = wanted.flatMap((rule) => {
      const why = lackOf(rule, found);
      return why === undefined ? [] : [`${rule.name} ${why}`];
    });
    if (lacking.length === 0) return { state: 'there', detail: `${wanted.length} event rules stand.` };
    return { state: 'missing', detail: `Changes are not handed on: ${lacking.join(', ')}.` };
  } catch (error) {
    return unknownBy('events:ListRules', error);
  }
}

function lackOf({ name, pattern }: WantedRule, found: readonly unknown[]): string | undefined {
  const ending = name.slice(name.indexOf('-'));
  const own = found.filter((it) => textAt(it, 'Name')?.endsWith(ending));
  if (own.length === 0) return 'is missing';
  const enabled = own.filter((it) => textAt(it, 'State')?.startsWith('ENABLED'));
  if (enabled.length === 0) return 'is disabled';
  return enabled.some((it) => isWider(textAt(it, 'EventPattern') ?? '', pattern)) ? undefined : 'is out of date';
}

function isWider(text: string, { detail }: WantedRule['pattern']): boolean {
  const given: unknown = text === '' ? {} : JSON.parse(text);
  const has = (field: string, wanted: readonly string[]): boolean => {
    const held = listAt(given, 'detail', field);
    return wanted.every((value) => held.includes(value));
  };
  return has('eventSource', detail.eventSource) && has('eventName', detail.eventName);
}

function unknownBy(api: string, error: unknown): Standing {
  const { detail, permission, reason } = awsFailure(error);
  return { state: 'unknown', detail, ...(reason === 'denied' && { permission: permission ?? api }) };
}
