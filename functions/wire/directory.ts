import { whyNotBy } from '#app/acts/why-not';
import type { Directory } from '#app/acts/desk';
import type { FixDesk } from '#app/remediate/desk';
import type { Config } from '#app/config/schema';
import { directoryOn } from '#notify/slack/directory';
import { secretOf, type SecretsClient } from './secrets.ts';
import { callBySecret } from './slack-api.ts';

/** Where the stack has no Slack, its functions are told this instead of a secret. */
export const noSlack = 'no-slack';

interface Asking {
  readonly secret: string;
  readonly config: Pick<Config, 'slack'>;
  readonly now: () => number;
  readonly secrets?: SecretsClient | undefined;
}

/** Who may decide about a plan: people of Slack are looked up anew, others are known by their names. */
export const whyNotIn = (asking: Asking): FixDesk['whyNot'] => whyNotBy(directoryIn(asking));

function directoryIn({ secret, config, now, secrets }: Asking): Directory {
  if (secret !== noSlack)
    return directoryOn({ call: callBySecret(secretOf(secret, now, secrets), config.slack?.apiUrl), now });
  const nobody = () => Promise.resolve({ unreadable: 'the stack has no Slack' });
  return { person: nobody, members: nobody };
}
