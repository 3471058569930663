import { z } from 'zod';

const azure = z.strictObject({
  tenant: z.guid().describe('The tenant whose Entra id signs what Event Grid delivers.'),
  audience: z
    .string()
    .min(1)
    .max(255)
    .describe('The application that protects the webhook in the event subscription: its id, or its api:// address.'),
  sender: z.guid().optional().describe('The application that may deliver; without it Event Grid itself.'),
});

const gcp = z.strictObject({
  serviceAccount: z
    .string()
    .regex(/^[^@\s]{1,64}@[\w.-]{1,190}$/, 'a service account is named by its e-mail address')
    .describe('The service account of the push subscription.'),
  audience: z.string().min(1).max(255).describe('The audience that the push subscription names.'),
});

/** Who may deliver events over HTTP to a stack. A cloud that is not named delivers none. */
export const events = z.strictObject({ azure: azure.optional(), gcp: gcp.optional() });
