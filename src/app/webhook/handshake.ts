/** What a sender of CloudEvents asks before it delivers, as its headers say it. */
export interface Asking {
  /** `WebHook-Request-Origin`: the domain on whose behalf it delivers. */
  readonly origin: string | undefined;
  /** Whether it says how many requests a minute it would like to send. */
  readonly namesRate: boolean;
}

/**
 * The headers that permit an origin to deliver; undefined where it is no origin.
 * Source: https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md
 */
export function permission({ origin, namesRate }: Asking): Readonly<Record<string, string>> | undefined {
  if (origin === undefined || !/^[\w.:/-]{1,255}$/.test(origin)) return undefined;
  return { allow: 'POST', 'webhook-allowed-origin': origin, ...(namesRate && { 'webhook-allowed-rate': '*' }) };
}

/**
 * The code that Event Grid wants back before it delivers in its own schema.
 * Source: https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema
 */
export function validationCode(document: unknown): string | undefined {
  const [first, ...others] = Array.isArray(document) ? (document as unknown[]) : [document];
  // It comes alone: what came with it would be answered as if it had been taken.
  if (typeof first !== 'object' || first === null || others.length > 0) return undefined;
  const { eventType, data } = first as { eventType?: unknown; data?: { validationCode?: unknown } | null };
  const code = eventType === 'Microsoft.EventGrid.SubscriptionValidationEvent' ? data?.validationCode : undefined;
  return typeof code === 'string' ? code : undefined;
}
