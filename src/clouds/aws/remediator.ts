import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { shortHash } from '#lib/hash';
import { need } from './reader.ts';
import type { ClientConfig } from './clients.ts';

/** A role that may change something, and on whose behalf it does. */
export interface Remediator {
  readonly role: string;
  readonly externalId?: string | undefined;
  /** The person: CloudTrail names him beside the role, in every call of the session. */
  readonly person: string;
}

/**
 * The same clients as a role that may change something. The person stands in the session as its source identity, which
 * CloudTrail records with each call and which no later assumption can change.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
 */
export async function asRemediator(
  config: ClientConfig,
  { role, externalId, person }: Remediator,
): Promise<ClientConfig> {
  const sts = new STSClient(config);
  try {
    const { Credentials: found } = await sts.send(
      new AssumeRoleCommand({
        ...{ RoleArn: role, RoleSessionName: 'shoalwatch-fix', ExternalId: externalId },
        SourceIdentity: sourceIdentityOf(person),
      }),
    );
    const given = need(found, 'Credentials');
    const credentials = {
      accessKeyId: need(given.AccessKeyId, 'AccessKeyId'),
      secretAccessKey: need(given.SecretAccessKey, 'SecretAccessKey'),
      sessionToken: need(given.SessionToken, 'SessionToken'),
    };
    return { ...config, credentials };
  } finally {
    sts.destroy();
  }
}

/**
 * A name as STS takes it: 2 to 64 letters, digits and `+=,.@-_`. Whoever takes a role chooses the end of his name, which could
 * be somebody else's whole one: what is cut off leaves a digest in its place.
 */
export function sourceIdentityOf(person: string): string {
  const all = person.replaceAll(/[^\w+=,.@-]/g, '-');
  const text = all.length <= 64 ? all : `${shortHash(person, 10)}=${all.slice(-53)}`;
  return text.length < 2 ? `${text}--`.slice(0, 2) : text;
}
