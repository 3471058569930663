import type { SimReply, SimRequest } from '../json-server.ts';
import { type ApiResource, apiVersionOf } from './resources.ts';
import type { ClusterStore } from './store.ts';

/** Answers `/version`, `/api`, `/apis` and the resource lists of each group version; undefined for other paths. */
export function discover(store: ClusterStore, gitVersion: string, { method, url }: SimRequest): Discovery | undefined {
  if (method !== 'GET') return undefined;
  const path = url.pathname;
  if (path === '/version') return { operation: 'discovery:version', reply: ok(versionInfo(gitVersion)) };
  if (path === '/api') return { operation: 'discovery:versions', reply: ok({ kind: 'APIVersions', versions: ['v1'] }) };
  if (path === '/apis')
    return {
      operation: 'discovery:groups',
      reply: ok({ kind: 'APIGroupList', apiVersion: 'v1', groups: groupsOf(store) }),
    };
  const version = /^\/(?:api|apis\/([^/]+))\/([^/]+)$/.exec(path);
  if (!version) return undefined;
  const groupVersion = version[1] === undefined ? version[2] : `${version[1]}/${version[2] ?? ''}`;
  const resources = store.resources.filter((it) => apiVersionOf(it) === groupVersion);
  if (resources.length === 0) return undefined;
  const list = { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: resources.flatMap(describe) };
  return { operation: 'discovery:resources', reply: ok(list) };
}

export interface Discovery {
  readonly operation: string;
  readonly reply: SimReply;
}

function ok(body: object): SimReply {
  return { status: 200, body };
}

function versionInfo(gitVersion: string): object {
  const [, major = '', minor = ''] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? [];
  return {
    major,
    minor,
    gitVersion,
    gitTreeState: 'clean',
    goVersion: 'go1.24.4',
    compiler: 'gc',
    platform: 'linux/amd64',
  };
}

function groupsOf({ resources }: ClusterStore): readonly object[] {
  const names = [...new Set(resources.map(({ group }) => group).filter((group) => group !== ''))];
  return names.map((name) => {
    const versions = [...new Set(resources.filter(({ group }) => group === name).map(({ version }) => version))].map(
      (version) => ({
        groupVersion: `${name}/${version}`,
        version,
      }),
    );
    return { name, versions, preferredVersion: versions[0] };
  });
}

/** A kind, and for kinds that somebody installed what stands below its objects. */
function describe({ plural, kind, namespaced, custom }: ApiResource): readonly object[] {
  const verbs = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];
  const own = { name: plural, singularName: kind.toLowerCase(), namespaced, kind, verbs };
  const below = { name: `${plural}/status`, singularName: '', namespaced, kind, verbs: ['get', 'patch', 'update'] };
  return custom ? [own, below] : [own];
}
