import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { createAppLink, features, manifestOf, type Feature } from '#notify/slack/manifest';

const url = 'https://abc.execute-api.eu-west-1.amazonaws.com/';
const scopesOf = (...chosen: readonly Feature[]): readonly string[] => manifestOf(url, chosen).oauth_config.scopes.bot;

describe('the scopes', () => {
  it('are two where nothing more is asked for', () => {
    expect(scopesOf()).toEqual(['chat:write', 'commands']);
  });
  it.each<[Feature, readonly string[]]>([
    ['users', ['users:read', 'users:read.email']],
    ['groups', ['usergroups:read']],
    ['files', ['files:write']],
    ['dm', ['im:write']],
    ['public', ['chat:write.public']],
  ])('%s adds its own alone', (feature, more) => {
    expect(scopesOf(feature)).toEqual(['chat:write', 'commands', ...more].sort());
  });
  it('read no message, whatever is asked for', () => {
    const all: readonly Feature[] = ['users', 'groups', 'files', 'dm', 'public'];
    expect(Object.keys(features)).toEqual(all);
    expect(scopesOf(...all).filter((it) => /history|channels:read|search|reactions|admin/.test(it))).toEqual([]);
  });
});

it('the addresses are those of the endpoint', () => {
  const { features: made, settings } = manifestOf(url, []);
  expect(made.slash_commands.map((it) => it.url)).toEqual([
    'https://abc.execute-api.eu-west-1.amazonaws.com/slack/commands',
  ]);
  expect(settings.interactivity.request_url).toBe('https://abc.execute-api.eu-west-1.amazonaws.com/slack/interactions');
});

it('as YAML it says the same, and the link carries it whole', () => {
  const yaml = stringify(manifestOf(url, ['groups']));
  expect(parse(yaml)).toEqual(manifestOf(url, ['groups']));
  expect(new URL(createAppLink(yaml)).searchParams.get('manifest_yaml')).toBe(yaml);
});

it('what Slack limits is short enough', () => {
  const { display_information: shown, features: made } = manifestOf(url, []);
  expect(shown.name.length).toBeLessThanOrEqual(35);
  expect(shown.description.length).toBeLessThanOrEqual(140);
  expect(made.bot_user.display_name.length).toBeLessThanOrEqual(80);
  for (const { command, description, usage_hint } of made.slash_commands) {
    expect(command).toMatch(/^\/[a-z]{1,31}$/);
    expect(description.length).toBeLessThanOrEqual(2000);
    expect(usage_hint.length).toBeLessThanOrEqual(1000);
  }
});
