import { ShoalwatchError } from '#model';
import { fieldsOf, hasTexts, type Door } from '../delivery.ts';
import { shown, tokenCheck, type Fetch } from '../signed-token.ts';

/** Who delivers the events of Azure, and to whom. */
export interface EventGridSender {
  /** The tenant whose Entra id signs. */
  readonly tenant: string;
  /** The application that protects the webhook: its id, or its `api://` address. */
  readonly audience: string;
  /** The application that may deliver; without it Event Grid itself. */
  readonly sender?: string;
  readonly fetch: Fetch;
  readonly now: () => number;
}

/**
 * The id that Event Grid has in every tenant.
 * Source: https://learn.microsoft.com/azure/event-grid/secure-webhook-delivery
 */
export const eventGrid = '4962773b-9cdb-44cf-a8bf-237846a00ab7';

/** Lets in what Event Grid delivers, with tokens of one tenant. Throws a config error for what is no tenant. */
export function azureDoor({ tenant: given, audience, sender = eventGrid, fetch, now }: EventGridSender): Door {
  const tenant = given.toLowerCase();
  if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(tenant)) {
    throw new ShoalwatchError('config', `events.azure.tenant is the id of no tenant: ${given}`);
  }
  const check = tokenCheck({
    keys: `https://login.microsoftonline.com/${tenant}/discovery/v2.0/keys`,
    issuers: [`https://sts.windows.net/${tenant}/`, `https://login.microsoftonline.com/${tenant}/v2.0`],
    ...{ audience, fetch, now },
  });
  return {
    async refusal(token) {
      const checked = await check(token);
      if ('refused' in checked) return checked.refused;
      const { tid, scp, appid, azp } = checked.claims;
      if (tid !== tenant) return `Its tid is ${shown(tid)}.`;
      // What a person allowed an application to do in their name: Event Grid acts in its own.
      if (scp !== undefined) return 'It is the token of a person.';
      const senders = [appid, azp].filter((it) => it !== undefined);
      const isSender = senders.length > 0 && senders.every((it) => it === sender.toLowerCase());
      return isSender ? undefined : `Its sender is ${shown(senders)}.`;
    },
    origin: /^eventgrid\.azure\.(?:net|us|cn)$/,
    envelope: (document) => (Array.isArray(document) ? allOf(document.map(eventIn)) : eventIn(document)),
    largest: 256 * 1024,
  };
}

const allOf = (events: readonly unknown[]): unknown =>
  events.length > 0 && events.every((it) => it !== undefined) ? events : undefined;

/** Source: https://learn.microsoft.com/azure/event-grid/cloud-event-schema and event-schema */
function eventIn(it: unknown): unknown {
  if (hasTexts(it, ['specversion', 'id', 'source', 'type']) && it['specversion'] === '1.0') return fieldsOf(it, cloud);
  return hasTexts(it, ['id', 'subject', 'eventType', 'eventTime']) ? fieldsOf(it, grid) : undefined;
}

const cloud = ['specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'dataschema', 'data'];
const grid = ['id', 'topic', 'subject', 'eventType', 'eventTime', 'data', 'dataVersion', 'metadataVersion'];
