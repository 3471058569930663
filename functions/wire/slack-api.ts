import type { Slack } from '#app/alert/ports';
import { callOn, type Call } from '#notify/slack/call';
import type { Secrets } from './secrets.ts';

/** What Slack would say without a token: nobody has put one in. */
const tokenless = 'no bot token is in its secret yet';

/** The calls that answer people, with the token that counts now. */
export const callBySecret =
  (token: Secrets, url: string | undefined): Call =>
  async (method, args) => {
    const known = await token.present();
    if (known === undefined) return { ok: false, error: tokenless };
    return callOn({ token: known, url, fetch })(method, args);
  };

/** What tells people, with the token that counts now. Without one everything is refused until a person puts one in. */
export function slackBySecret(token: Secrets, make: (token: string) => Slack): Slack {
  let kept: { readonly token: string; readonly slack: Slack } | undefined;
  const by = async <T>(use: (slack: Slack) => Promise<T>) => {
    const known = await token.present();
    if (known === undefined) return { is: 'refused', why: tokenless, forAll: true } as const;
    if (kept?.token !== known) kept = { token: known, slack: make(known) };
    return use(kept.slack);
  };
  return {
    post: (...call) => by((it) => it.post(...call)),
    update: (...call) => by((it) => it.update(...call)),
    remove: (...call) => by((it) => it.remove(...call)),
    ephemeral: (...call) => by((it) => it.ephemeral(...call)),
  };
}
