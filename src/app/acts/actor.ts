import { groupsIn, type Actor } from '#engine/people/access';
import { named, type Human } from '#engine/people/same-human';
import type { Access } from '#model';
import type { ActDesk, Directory, PersonFacts, Unreadable } from './desk.ts';

/** How the ledger names a person of Slack. */
export const personId = ({ team, user }: { readonly team: string; readonly user: string }): string =>
  `slack:${team}/${user}`;

/** The user of Slack behind such a name. */
export const userIn = (id: string): { readonly team: string; readonly user: string } | undefined => {
  const [, team, user] = /^slack:([TE][A-Z0-9]+)\/([UW][A-Z0-9]+)$/.exec(id) ?? [];
  return team === undefined || user === undefined ? undefined : { team, user };
};

/**
 * Everything that has to be known of a person before he may do something, looked up anew: groups and addresses as far as
 * roles name any. Guests, machines and people who left do nothing, as far as the workspace can be asked.
 */
export async function actorOf(
  { directory }: Pick<ActDesk, 'directory'>,
  access: Access,
  who: { readonly team: string; readonly user: string },
): Promise<Actor | { readonly refused: string }> {
  const { user } = who;
  const facts = await directory.person(user);
  const refused = refusalOf(facts);
  if (refused !== undefined) return { refused };
  const found = await Promise.all(
    groupsIn(access).map(async (group) => ({ group, ...(await isMember(directory, group, user)) })),
  );
  const unreadGroups = found.flatMap(({ group, why }) => (why === undefined ? [] : [{ group, why }]));
  const email = 'unreadable' in facts ? undefined : facts.email;
  return {
    id: personId(who),
    slackUser: user,
    groups: found.flatMap(({ group, is }) => (is ? [group] : [])),
    ...(unreadGroups.length > 0 && { unreadGroups }),
    ...(email !== undefined && { email }),
  };
}

/** Who is behind a name of the ledger, as far as the workspace says more than the name: for telling two humans apart. */
export async function humanOf({ directory }: Pick<ActDesk, 'directory'>, id: string): Promise<Human> {
  const actor = named(id);
  if (actor.slackUser === undefined) return actor;
  const facts = await directory.person(actor.slackUser);
  return 'unreadable' in facts || facts.email === undefined ? actor : { ...actor, email: facts.email };
}

/** What the app may not look up it cannot hold against anybody: roles still name people one by one. */
function refusalOf(facts: PersonFacts | Unreadable): string | undefined {
  if ('unreadable' in facts) return undefined;
  if (facts.isGone) return 'This account is deactivated.';
  if (facts.isBot) return 'This is a machine, and buttons are for people.';
  return facts.isGuest ? 'Guests of the workspace may not use Shoalwatch.' : undefined;
}

async function isMember(
  directory: Directory,
  group: string,
  user: string,
): Promise<{ readonly is: boolean; readonly why?: string }> {
  const members = await directory.members(group);
  return 'unreadable' in members ? { is: false, why: members.unreadable } : { is: members.includes(user) };
}
