import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { Bus } from '#app/alert/ports';
import { ShoalwatchError } from '#model';
import { ocsfOfStep } from '#report/ocsf-step';
import { usualPatience } from './patience.ts';

/** By these two, rules of others find what is put on the bus. */
export const source = 'shoalwatch';
export const detailType = 'Shoalwatch Finding Change';

/** Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html and eb-putevents.html */
const most = { entries: 10, bytes: 256_000 } as const;

/** How often entries that the bus did not take are put on it anew before all is given back. */
const attempts = 3;

type Client = Pick<EventBridgeClient, 'send'>;

let made: EventBridgeClient | undefined;

/** The client of this process, made when it is first asked for. */
const busClient = (): EventBridgeClient =>
  (made ??= new EventBridgeClient({ retryMode: 'standard', maxAttempts: 5, ...usualPatience }));

/** Puts every step of a finding on a bus of EventBridge, as OCSF. Throws a store error where it does not take them all. */
export const findingsBusOn = (name: string, version: string, client?: Client): Bus => ({
  async put(steps) {
    const entries = steps.map((step): PutEventsRequestEntry => {
      const { at, finding } = step;
      const detail = JSON.stringify(ocsfOfStep(step, version));
      const whole = { EventBusName: name, Source: source, DetailType: detailType, Time: new Date(at), Detail: detail };
      return bytesOf(whole) > most.bytes ? { ...whole, Detail: short(detail, finding.id) } : whole;
    });
    for (const batch of batchesOf(entries)) await putAll(client ?? busClient(), name, batch);
  },
});

/** What is too large for the bus goes without its evidence: the finding says where the rest is. */
function short(detail: string, finding: string): string {
  const { evidences: _, message, ...event } = JSON.parse(detail) as Readonly<Record<string, unknown>>;
  const kept = { ...event, message: String(message).slice(0, 2_000) };
  const text = JSON.stringify(kept);
  return Buffer.byteLength(text) < most.bytes - 1_000 ? text : JSON.stringify({ finding_info: { uid: finding } });
}

/** As the bus counts them: every field, and 14 for the time. */
const bytesOf = ({ Source = '', DetailType = '', Detail = '' }: PutEventsRequestEntry): number =>
  14 + Buffer.byteLength(Source) + Buffer.byteLength(DetailType) + Buffer.byteLength(Detail);

function* batchesOf(entries: readonly PutEventsRequestEntry[]): Generator<readonly PutEventsRequestEntry[]> {
  let batch: PutEventsRequestEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const more = bytesOf(entry);
    if (batch.length > 0 && (batch.length === most.entries || bytes + more > most.bytes)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(entry);
    bytes += more;
  }
  if (batch.length > 0) yield batch;
}

/** The bus takes some of a call and refuses others: those are put anew. */
async function putAll(client: Client, name: string, batch: readonly PutEventsRequestEntry[]): Promise<void> {
  let left = batch;
  let why = '';
  for (let tries = attempts; tries > 0 && left.length > 0; tries -= 1) {
    const { Entries = [] } = await asked(name, () => client.send(new PutEventsCommand({ Entries: [...left] })));
    why = Entries.find(({ ErrorCode }) => ErrorCode !== undefined)?.ErrorCode ?? '';
    left = left.filter((_, at) => Entries[at]?.ErrorCode !== undefined);
  }
  if (left.length > 0) throw notTaken(name, why);
}

async function asked<T>(name: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    throw notTaken(name, cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause), cause);
  }
}

const notTaken = (name: string, why: string, cause?: unknown): ShoalwatchError =>
  new ShoalwatchError('store', `the bus ${name} does not take what changed: ${why}`, {
    cure: 'grant events:PutEvents on it; what changed is told again',
    ...(cause !== undefined && { cause }),
  });
