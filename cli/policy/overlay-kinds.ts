import { parse, YAMLParseError } from 'yaml';
import { kubernetesServices, ShoalwatchError, type OverlaySetting } from '#model';

/** What can be denied by hand, as people call it. */
export const denyKinds = [
  'ami',
  'ami-name',
  'cve',
  'image',
  'registry',
  'digest',
  'package',
  'kubernetes',
  'addon',
] as const;

export type DenyKind = (typeof denyKinds)[number];

/** What can be allowed by hand. */
export const allowKinds = ['ami-owner', 'registry'] as const;

export type AllowKind = (typeof allowKinds)[number];

/** What narrows a denial. */
interface Narrow {
  readonly versions?: string;
  readonly provider?: string;
}

/** The denial of a component. */
export function denied(kind: DenyKind, named: string, { versions, provider }: Narrow): OverlaySetting {
  const id = named.trim();
  const takes = { package: ['versions'], addon: ['versions'], kubernetes: ['provider'] }[kind as string] ?? [];
  if (versions !== undefined && !takes.includes('versions')) throw notTaken('--versions', kind);
  if (provider !== undefined && !takes.includes('provider')) throw notTaken('--provider', kind);
  switch (kind) {
    case 'ami':
      return { is: 'deny', list: 'vmImages', item: { id } };
    case 'ami-name':
      return { is: 'deny', list: 'vmImages', item: { name: id } };
    case 'cve':
      return { is: 'deny', list: 'cves', item: { id } };
    case 'image':
      return { is: 'deny', list: 'images', item: { ...imageOf(id) } };
    case 'registry':
      return { is: 'deny', list: 'images', item: { registry: id } };
    case 'digest':
      return { is: 'deny', list: 'digests', item: { digest: id } };
    case 'package':
      return { is: 'deny', list: 'packages', item: { purl: id, ...(versions !== undefined && { versions }) } };
    case 'kubernetes':
      return { is: 'deny', list: 'kubernetesVersions', item: { ...serviceOf(provider), versions: id } };
    case 'addon':
      return { is: 'deny', list: 'addonVersions', item: { addon: id, versions: versionsOf(versions) } };
  }
}

/** The allowance of a component. */
export function allowed(kind: AllowKind, id: string): OverlaySetting {
  const list = kind === 'registry' ? 'registries' : 'vmImageOwners';
  return { is: 'allow', list, item: id.trim() };
}

/** Reads `name=value` into the parameters so far. */
export function parameter(
  text: string,
  known: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const at = text.indexOf('=');
  if (at < 1) {
    throw new ShoalwatchError('usage', `--param ${text} is no name=value`, {
      cure: "--param 'allowedCidrs=[203.0.113.0/24]'",
    });
  }
  return { ...known, [text.slice(0, at).trim()]: valueOf(text.slice(at + 1)) };
}

function valueOf(text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof YAMLParseError)) throw cause;
    throw new ShoalwatchError('usage', `the value ${text} is no YAML: ${cause.message.split('\n')[0] ?? ''}`, {
      cause,
    });
  }
}

/** A repository, and its tag where one stands behind it. */
function imageOf(text: string): { readonly repository: string; readonly tag?: string } {
  const [, repository = text, tag] = /^(.+):([^/:]+)$/.exec(text) ?? [];
  return tag === undefined ? { repository } : { repository, tag };
}

function serviceOf(asked: string | undefined) {
  const provider = kubernetesServices.find((it) => it === asked);
  if (asked === undefined) return {};
  if (provider) return { provider };
  throw new ShoalwatchError('usage', `unknown provider "${asked}" for --provider  (${kubernetesServices.join(', ')})`);
}

function versionsOf(versions: string | undefined): string {
  if (versions !== undefined) return versions;
  throw new ShoalwatchError('usage', 'an add-on is denied by its versions, and none were named', {
    cure: "add --versions '<1.18.0'",
  });
}

const notTaken = (option: string, kind: DenyKind): ShoalwatchError =>
  new ShoalwatchError('usage', `${option} says nothing about a denied ${kind}`, { cure: 'leave it out' });
