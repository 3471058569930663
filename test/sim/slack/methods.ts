import { isRecord } from './json-checks.ts';
import { refusedMessage, refusedView } from './layout.ts';
import { mayPost, type SlackMessage, type SlackState } from './workspace.ts';

/** What a method answers, and with which status. */
export interface Answered {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

type Arguments = Readonly<Record<string, unknown>>;
type Method = (state: SlackState, it: Arguments, now: number) => Answered;

/** Answers one call of the Web API as Slack would. Source: https://docs.slack.dev/reference/methods */
export function answer(state: SlackState, method: string, it: Arguments, now: number): Answered {
  const known = Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (!known) return failed('unknown_method', { req_method: method });
  const [scope, work] = known;
  const { scopes } = state.workspace;
  if (scope !== undefined && !scopes.includes(scope))
    return failed('missing_scope', { needed: scope, provided: scopes.join(',') });
  return work(state, it, now);
}

const ok = (body: Readonly<Record<string, unknown>> = {}): Answered => ({ status: 200, body: { ok: true, ...body } });

const failed = (error: string, more: Readonly<Record<string, unknown>> = {}): Answered => ({
  status: 200,
  body: { ok: false, error, ...more },
});

/** Slack's way of saying when to come back. */
export const rateLimited = (seconds: number): Answered => ({
  status: 429,
  headers: { 'retry-after': `${seconds}` },
  body: { ok: false, error: 'ratelimited' },
});

const textIn = (it: Arguments, name: string): string => (typeof it[name] === 'string' ? it[name] : '');

const layoutError = (it: Arguments): Answered | undefined => {
  const refused = refusedMessage(it);
  if (!refused) return undefined;
  return failed(refused.error, refused.messages && { response_metadata: { messages: refused.messages } });
};

function channelError({ workspace }: SlackState, id: string): Answered | undefined {
  if (workspace.users.some((it) => directOf(it.id) === id)) return undefined;
  const channel = workspace.channels.find((it) => it.id === id);
  if (!channel) return failed('channel_not_found');
  if (channel.archived) return failed('is_archived');
  const mayAnyway = !channel.private && workspace.scopes.includes('chat:write.public');
  return channel.member || mayAnyway ? undefined : failed('not_in_channel');
}

/** What stands of a message: without what is none of it. */
function payloadOf(it: Arguments): Readonly<Record<string, unknown>> {
  const { text, blocks, attachments, thread_ts: thread } = it;
  return {
    text: text ?? '',
    ...(blocks !== undefined && { blocks }),
    ...(attachments !== undefined && { attachments }),
    ...(thread !== undefined && { thread_ts: thread }),
  };
}

/** Unique in the workspace, and growing. */
export function newTs(state: SlackState, now: number): string {
  const number = state.next;
  state.next += 1;
  return `${Math.floor(now / 1000)}.${`${number}`.padStart(6, '0')}`;
}

const post: Method = (state, it, now) => {
  const channel = textIn(it, 'channel');
  const error = channelError(state, channel);
  if (error) return error;
  if (!mayPost(state, channel, now)) return rateLimited(1);
  const layout = layoutError(it);
  if (layout) return layout;
  const thread = it['thread_ts'] === undefined ? undefined : textIn(it, 'thread_ts');
  if (thread !== undefined && !isParent(state, channel, thread)) return failed('thread_not_found');
  const ts = newTs(state, now);
  const payload = payloadOf(it);
  const broadcast = thread !== undefined && isTrue(it['reply_broadcast']) ? { broadcast: true as const } : {};
  const answers = thread === undefined ? {} : { thread, ...broadcast };
  state.messages.push({ channel, ts, ...answers, versions: [{ at: now, payload }] });
  return ok({ channel, ts, message: { type: 'message', user: state.workspace.botUser, ts, ...payload } });
};

const update: Method = (state, it, now) => {
  const [channel, ts] = [textIn(it, 'channel'), textIn(it, 'ts')];
  if (!state.workspace.channels.some(({ id }) => id === channel)) return failed('channel_not_found');
  const found = messageAt(state, channel, ts);
  if (!found) return failed('message_not_found');
  if (!state.updateRate.take(now)) return rateLimited(2);
  const layout = layoutError(it);
  if (layout) return layout;
  const shows = isTrue(it['reply_broadcast']);
  if (shows && found.thread === undefined) return failed('cant_broadcast_message');
  const versions = [...found.versions, { at: now, payload: payloadOf(it) }];
  replace(state, found, { ...found, ...(shows && { broadcast: true as const }), versions });
  return ok({ channel, ts, text: textIn(it, 'text') });
};

/** Arguments of a form are text. */
const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === '1';

/** Only what stands, and answers nothing itself, can be answered. */
const isParent = (state: SlackState, channel: string, ts: string): boolean =>
  messageAt(state, channel, ts)?.thread === undefined && messageAt(state, channel, ts) !== undefined;

const remove: Method = (state, it) => {
  const [channel, ts] = [textIn(it, 'channel'), textIn(it, 'ts')];
  if (!state.workspace.channels.some(({ id }) => id === channel)) return failed('channel_not_found');
  const found = messageAt(state, channel, ts);
  if (!found) return failed('message_not_found');
  replace(state, found, { ...found, deleted: true });
  return ok({ channel, ts });
};

const ephemeral: Method = (state, it, now) => {
  const [channel, user] = [textIn(it, 'channel'), textIn(it, 'user')];
  const error = channelError(state, channel);
  if (error) return error;
  if (!state.workspace.users.some(({ id }) => id === user)) return failed('user_not_in_channel');
  const layout = layoutError(it);
  if (layout) return layout;
  const ts = newTs(state, now);
  state.messages.push({ channel, ts, ephemeralTo: user, versions: [{ at: now, payload: payloadOf(it) }] });
  return ok({ message_ts: ts });
};

const openView: Method = (state, it, now) => {
  const trigger = state.triggers.get(textIn(it, 'trigger_id'));
  if (!trigger) return failed('invalid_trigger_id');
  if (trigger.used) return failed('exchanged_trigger_id');
  if (now - trigger.at > 3000) return failed('expired_trigger_id');
  const refused = refusedView(it['view']);
  if (refused) return failed(refused.error, { response_metadata: { messages: refused.messages } });
  trigger.used = true;
  const view = isRecord(it['view']) ? it['view'] : {};
  const [id, hash] = [`V${state.next}`, `${now}.${state.next}`];
  state.next += 1;
  state.views.push({ id, hash, user: trigger.user, view });
  return ok({ view: { id, hash, team_id: state.workspace.team, app_id: state.workspace.app, ...view } });
};

const updateView: Method = (state, it, now) => {
  const id = textIn(it, 'view_id');
  const at = state.views.findIndex((view) => view.id === id);
  const found = state.views[at];
  if (!found) return failed('not_found');
  if (it['hash'] !== undefined && it['hash'] !== found.hash) return failed('hash_conflict');
  const refused = refusedView(it['view']);
  if (refused) return failed(refused.error, { response_metadata: { messages: refused.messages } });
  const view = isRecord(it['view']) ? it['view'] : {};
  const hash = `${now}.${state.next}`;
  state.next += 1;
  state.views[at] = { ...found, hash, view };
  return ok({ view: { id, hash, ...view } });
};

/** The conversation of one person with the app. */
const directOf = (user: string): string => `D${user.slice(1)}`;

const openDirect: Method = ({ workspace }, it) => {
  const user = workspace.users.find(({ id }) => id === textIn(it, 'users'));
  return user ? ok({ channel: { id: directOf(user.id) } }) : failed('user_not_found');
};

const oneUser: Method = ({ workspace }, it) => {
  const found = workspace.users.find(({ id }) => id === textIn(it, 'user'));
  return found ? ok({ user: userAnswer(workspace.team, workspace.scopes, found) }) : failed('user_not_found');
};

const byEmail: Method = ({ workspace }, it) => {
  const found = workspace.users.find(({ email, deleted }) => email === textIn(it, 'email') && !deleted);
  return found ? ok({ user: userAnswer(workspace.team, workspace.scopes, found) }) : failed('users_not_found');
};

const userAnswer = (
  team: string,
  scopes: readonly string[],
  { email, ...user }: SlackState['workspace']['users'][number],
): object => ({
  deleted: false,
  is_restricted: false,
  is_ultra_restricted: false,
  is_bot: false,
  ...user,
  team_id: team,
  real_name: user.name,
  profile: { display_name: user.name, ...(scopes.includes('users:read.email') && email !== undefined && { email }) },
});

const members: Method = ({ workspace }, it) => {
  const users = workspace.groups[textIn(it, 'usergroup')];
  return users ? ok({ users }) : failed('no_such_subteam');
};

const whoAmI: Method = ({ workspace: { team, botUser, enterprise } }) =>
  ok({
    url: 'https://stand-in.slack.com/',
    team: 'stand-in',
    user: 'shoalwatch',
    team_id: team,
    user_id: botUser,
    bot_id: 'B0SHOAL',
    ...(enterprise !== undefined && { enterprise_id: enterprise }),
    is_enterprise_install: false,
  });

const channelInfo: Method = ({ workspace }, it) => {
  const found = workspace.channels.find(({ id }) => id === textIn(it, 'channel'));
  if (!found) return failed('channel_not_found');
  const { id, name, member, archived = false, private: isPrivate = false } = found;
  return ok({ channel: { id, name, is_member: member, is_archived: archived, is_private: isPrivate } });
};

/** Each with the scope that it needs. */
const methods: Readonly<Record<string, readonly [scope: string | undefined, work: Method]>> = {
  'api.test': [undefined, () => ok()],
  'auth.test': [undefined, whoAmI],
  'chat.postMessage': ['chat:write', post],
  'chat.update': ['chat:write', update],
  'chat.delete': ['chat:write', remove],
  'chat.postEphemeral': ['chat:write', ephemeral],
  'views.open': [undefined, openView],
  'views.update': [undefined, updateView],
  'conversations.open': ['im:write', openDirect],
  'conversations.info': ['channels:read', channelInfo],
  'users.info': ['users:read', oneUser],
  'users.lookupByEmail': ['users:read.email', byEmail],
  'usergroups.users.list': ['usergroups:read', members],
};

const messageAt = ({ messages }: SlackState, channel: string, ts: string): SlackMessage | undefined =>
  messages.find((it) => it.channel === channel && it.ts === ts && !it.deleted && it.ephemeralTo === undefined);

function replace({ messages }: SlackState, old: SlackMessage, now: SlackMessage): void {
  messages.splice(messages.indexOf(old), 1, now);
}
