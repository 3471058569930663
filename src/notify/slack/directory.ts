import type { Call, Called } from './call.ts';
import { textIn, valueIn } from './payload.ts';

/** What is known of a person, or why nothing is. */
export type Person =
  | { readonly email?: string; readonly isGuest: boolean; readonly isGone: boolean; readonly isBot: boolean }
  | { readonly unreadable: string };

/** How long an answer counts, in milliseconds: who left a group may act for so long. */
const fresh = 5 * 60_000;

/** Who is who in the workspace. An answer is kept for five minutes, a refusal never. */
export function directoryOn({ call, now }: { readonly call: Call; readonly now: () => number }) {
  const people = kept<Person>(now, async (user) => {
    const answer = await asked(call('users.info', { user }));
    if (!answer.ok) return { unreadable: whyNot(answer) };
    const at = (name: string): boolean => valueIn(answer.data, 'user', name) === true;
    const email = textIn(answer.data, 'user', 'profile', 'email');
    return {
      ...(email !== undefined && { email }),
      isGuest: at('is_restricted') || at('is_ultra_restricted'),
      isGone: at('deleted'),
      isBot: at('is_bot'),
    };
  });
  const groups = kept<readonly string[] | { readonly unreadable: string }>(now, async (usergroup) => {
    const answer = await asked(call('usergroups.users.list', { usergroup }));
    if (!answer.ok) return { unreadable: whyNot(answer) };
    const users = valueIn(answer.data, 'users');
    return Array.isArray(users)
      ? users.filter((it): it is string => typeof it === 'string')
      : { unreadable: 'Slack named no members' };
  });
  return { person: people, members: groups };
}

type Refused = Extract<Called, { ok: false }>;

/** What cannot be reached is refused, like what is. */
const asked = (work: Promise<Called>): Promise<Called> =>
  work.catch((error: unknown): Refused => ({
    ok: false,
    error: error instanceof Error ? error.message : String(error),
  }));

const whyNot = ({ error, needed }: Refused): string =>
  error === 'missing_scope' ? `the app lacks the scope ${needed ?? 'that it needs'}` : `Slack answers ${error}`;

function kept<T extends object>(now: () => number, ask: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const known = new Map<string, { readonly at: number; readonly value: T }>();
  return async (id) => {
    const was = known.get(id);
    if (was && now() - was.at < fresh) return was.value;
    const value = await ask(id);
    if ('unreadable' in value) known.delete(id);
    else known.set(id, { at: now(), value });
    return value;
  };
}
