import { parseAddresses } from '#lib/addresses';
import type { Origin } from '#model';
import type { RawRecord } from './record-events.ts';

/** Whoever called: the ARN with the session's name, else the service, else the name that the record holds. */
export function actorOf({ userIdentity, sourceIPAddress }: RawRecord): string {
  const { arn, invokedBy, userName, principalId, accountId } = userIdentity ?? {};
  return arn || invokedBy || userName || principalId || accountId || sourceIPAddress || 'unknown';
}

/** Where the call came from; a service that calls for somebody has its name there. */
export function addressOf({ sourceIPAddress: from }: RawRecord): { readonly from?: string } {
  return !from || from.includes('/') || parseAddresses(from) === undefined ? {} : { from };
}

const service = /^(?:[a-z0-9-]+\.)+amazonaws\.com(?:\.cn)?$|^AWS Internal$/;
const console = /(?:^|[^\w.-])(?:signin|console)\.(?:[a-z0-9-]+\.)?amazonaws\.com(?![\w.-])/;
const cloudFormation = 'cloudformation.amazonaws.com';

/**
 * What a call was made with. A service that calls for somebody names itself as the source or in `invokedBy`; what a
 * person uses names itself in the user agent.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function originOf({ userIdentity, userAgent, sourceIPAddress, ...record }: RawRecord): Origin {
  const agent = userAgent ?? '';
  const callers = [userIdentity?.invokedBy, sourceIPAddress, agent].map((it) => it ?? '');
  if (callers.includes(cloudFormation)) return 'cloudformation';
  if (/\bTerraform\/|\bterraform-provider-|\bOpenTofu\//.test(agent)) return 'terraform';
  if (/\baws-cli\//.test(agent)) return 'cli';
  const fromConsole = String(record.sessionCredentialFromConsole) === 'true';
  if (fromConsole || callers.some((it) => console.test(it))) return 'console';
  if (userIdentity?.type === 'AWSService' || callers.some((it) => service.test(it))) return 'provider';
  return /\baws-sdk|\bBoto(?:3|core)\//.test(agent) ? 'sdk' : 'unknown';
}
