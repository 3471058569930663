import { readFile } from 'node:fs/promises';
import type { Loader, Plugin } from 'esbuild';
import { textDigest } from '#engine/ruleset';
import { wordsUsed, withGroupsOf } from './azure-clients.ts';
import { sourcesDigest } from './sources.ts';

/**
 * Rewrites what a bundler cannot see through, so that it can leave out what no function runs. What is left does the same:
 * nothing here may change what a package does for its users.
 */
export const lean: Plugin = {
  name: 'lean',
  setup(build) {
    for (const { filter, write } of rewritings) {
      build.onLoad({ filter }, async ({ path }) => ({
        contents: await write(await readFile(path, 'utf8')),
        loader: loaderOf(path),
      }));
    }
  },
};

const loaderOf = (path: string): Loader => (path.endsWith('.ts') ? 'ts' : path.endsWith('.json') ? 'json' : 'js');

const asJson = /(from '[^'\n]+\.json') with \{ type: 'json' \}/g;
const isBeta = /^v\d+(?:p\d+)?(?:alpha|beta)\d*$/;

/** What `undici` tells its own bundlers by: an experimental parser stays out. */
export const defined = { esbuildDetection: 'true', 'process.env.JEST_WORKER_ID': 'undefined' } as const;

interface Rewriting {
  readonly filter: RegExp;
  readonly write: (text: string) => string | Promise<string>;
}

/** The first whose filter holds of a file counts. */
const rewritings: readonly Rewriting[] = [
  {
    filter: /[/\\]src[/\\]engine[/\\]ruleset\.ts$/,
    write: withDigests,
  },
  {
    filter: /[/\\]functions[/\\]wire[/\\]build\.ts$/,
    write: withBuild,
  },
  {
    // A namespace that is imported by its name is kept whole, its messages in fifty languages included; one that is
    // imported as a namespace is kept as far as it is used. A JSON that is imported as one is told apart from the same
    // one that a package requires.
    filter: /[/\\](?:src|rules|functions)[/\\].*\.ts$/,
    write: (text) => text.replace("import { z } from 'zod';", "import * as z from 'zod';").replace(asJson, '$1'),
  },
  {
    // Computed keys might run something, so that schemas with them are kept: here they are names of texts.
    filter: /[/\\]@aws-sdk[/\\][\w-]+[/\\].*[/\\]schemas_\d+\.js$/,
    write: withWrittenKeys,
  },
  {
    // Packages look up their version there.
    filter: /[/\\]node_modules[/\\].*[/\\]package\.json$/,
    write: (text) => {
      const { name, version } = JSON.parse(text) as { name?: string; version?: string };
      return JSON.stringify({ name, version });
    },
  },
  {
    // A function is given its credentials in its environment: it has no profiles, and asks nobody to sign in.
    filter: /[/\\]@aws-sdk[/\\]credential-provider-node[/\\]dist-es[/\\]defaultProvider\.js$/,
    write: () => credentialsOfFunction,
  },
  {
    filter: /[/\\]@azure[/\\]arm-[\w-]+[/\\]dist[/\\]esm[/\\]\w+Client\.js$/,
    write: async (text) => withGroupsOf(text, await wordsUsed()),
  },
  {
    // Only version 1 of each service is called.
    filter: /[/\\]@google-cloud[/\\][\w-]+[/\\]build[/\\]protos[/\\]protos\.json$/,
    write: (text) => JSON.stringify(JSON.parse(text, (key, value: unknown) => (isBeta.test(key) ? undefined : value))),
  },
  {
    // Handed on to users of the package, of whom there is none.
    filter: /[/\\]google-gax[/\\]build[/\\]protos[/\\](?:iam_service|locations)\.js$/,
    write: () => 'module.exports = {}',
  },
  {
    filter: /[/\\]undici[/\\]index\.js$/,
    write: () => undiciInUse,
  },
  { filter: /[/\\]undici[/\\]lib[/\\]web[/\\]fetch[/\\]formdata\.js$/, write: () => 'module.exports = {}' },
  {
    filter: /[/\\]undici[/\\]lib[/\\]web[/\\]webidl[/\\]index\.js$/,
    write: () => 'module.exports = { webidl: { is: { FormData: () => false } } }',
  },
  {
    filter: /[/\\]undici[/\\]lib[/\\]web[/\\]fetch[/\\]body\.js$/,
    write: () => refusing('extractBody', 'only texts and bytes are sent'),
  },
  {
    // Asked for by `fetch-blob` where Node has none.
    filter: /[/\\]web-streams-polyfill[/\\]dist[/\\]ponyfill\.es2018\.js$/,
    write: () => 'throw new Error("this Node has no web streams, which every supported one has")',
  },
  {
    filter: /[/\\]undici[/\\]lib[/\\]llhttp[/\\]llhttp-wasm\.js$/,
    write: () => 'throw new Error("this machine has no SIMD, which every machine of Lambda has")',
  },
];

/** What the rules are is told by their sources: in each bundle the same text has other names. */
async function withDigests(text: string): Promise<string> {
  const { rules } = await import('#rules/catalog.gen');
  const digests = Object.fromEntries(rules.map((rule) => [rule.id, textDigest(rule)]));
  const own = 'return sha256(textOf(rule)).slice(0, 16);';
  if (!text.includes(own)) throw new RangeError('src/engine/ruleset.ts reads otherwise than the bundler knows it');
  return text.replace(own, `return (${JSON.stringify(digests)} as Record<string, string>)[rule.id] ?? '';`);
}

let digest: Promise<string> | undefined;

/** One release judges as itself, whichever of its functions does. */
async function withBuild(text: string): Promise<string> {
  const own = 'export const build: string | undefined = undefined;';
  if (!text.includes(own)) throw new RangeError('functions/wire/build.ts reads otherwise than the bundler knows it');
  return text.replace(own, `export const build = ${JSON.stringify(await (digest ??= sourcesDigest()))};`);
}

/** `{ [_hE]: 400 }` becomes `{ "httpError": 400 }`, by the constants of the same file. */
function withWrittenKeys(text: string): string {
  const constants = new Map(
    [...text.matchAll(/^const (_\w+) = ("[^"\\\n]*");$/gm)].map(([, name, value]) => [name, value]),
  );
  return text.replace(/\[(_\w+)\]:/g, (key, name: string) => {
    const value = constants.get(name);
    return value === undefined ? key : `${value}:`;
  });
}

const refusing = (name: string, why: string): string =>
  `module.exports = { ${name}() { throw new TypeError(${JSON.stringify(why)}) } }`;

const credentialsOfFunction = `
  import { fromEnv } from '@aws-sdk/credential-provider-env';
  export const defaultProvider = (init = {}) => fromEnv(init);
  export const credentialsWillNeedRefresh = ({ expiration }) => expiration !== undefined;
  export const credentialsTreatedAsExpired = ({ expiration }) =>
    expiration !== undefined && expiration.getTime() - Date.now() < 300000;
`;

/** An agent and \`request\`, as the package makes it; what else is imported of it ends the bundling. */
const undiciInUse = `
  import Agent from './lib/dispatcher/agent.js';
  import Dispatcher from './lib/dispatcher/dispatcher.js';
  import api from './lib/api/index.js';
  import global from './lib/global.js';
  import util from './lib/core/util.js';
  Object.assign(Dispatcher.prototype, api);
  export { Agent };
  export function request(url, { dispatcher = global.getGlobalDispatcher(), ...options } = {}) {
    const { origin, pathname, search } = util.parseURL(url);
    return api.request.call(dispatcher, { method: 'GET', ...options, origin, path: pathname + search });
  }
`;
