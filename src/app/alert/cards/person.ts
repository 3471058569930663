import type { Person } from '#notify/views';

/** Whoever did something, as acts name people: `slack:<team>/<user>`, a Slack user id, an ARN, an e-mail address. */
export function personOf(text: string): Person {
  const [, user] = /^(?:slack:[^/]+\/)?([UW][A-Z0-9]{2,20})$/.exec(text) ?? [];
  return user === undefined ? { name: text } : { name: user, slack: user };
}
