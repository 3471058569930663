import { parseDocument } from 'yaml';
import { defineFact, type ResourceOf } from '#model';
import { fieldMissing, unknown, type Evidence, type Unknown } from '#rule';
import { isObject, type Json } from '../../../json.ts';
import { eksCluster } from '../cluster/resource.ts';
import { eksAddon } from './resource.ts';

type Addon = ResourceOf<typeof eksAddon>;

/** What the managed add-on `vpc-cni` of a cluster says of network policies; `addon` is absent where it is not managed. */
export interface VpcCni {
  readonly is: boolean;
  readonly by: string;
  readonly seen: readonly Evidence[];
  readonly addon?: Addon;
}

const unsettled = ['CREATING', 'UPDATING', 'DELETING'];
const standing = ['ACTIVE', 'DEGRADED'];

/**
 * Whether the managed add-on enforces network policies. Its values are JSON or YAML, `true` there may be a text, and the
 * default is off. What could not be made or changed enforces nothing that is certain.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html
 */
export const vpcCni = defineFact({
  name: 'eks.vpc-cni',
  of: eksCluster,
  uses: [eksAddon],
  work({ config: { name: cluster } }, { list }): VpcCni | Unknown {
    if (cluster === undefined) return fieldMissing('name');
    const by = 'the add-on vpc-cni';
    const { items, unread } = list(eksAddon, { cluster, name: 'vpc-cni' });
    const [addon] = items;
    if (!addon) return unread ?? { is: false, by, seen: [{ at: '', actual: 'no managed add-on vpc-cni' }] };
    const { status, configurationValues } = addon.config;
    if (status === undefined) return fieldMissing(`${addon.id}#status`);
    if (unsettled.includes(status)) return unknown('in-transition', `The add-on vpc-cni is ${status}.`);
    const failed = { at: `${addon.id}#status`, actual: status, expected: 'ACTIVE' };
    if (!standing.includes(status)) return { is: false, by, seen: [failed], addon };
    const values = valuesOf(addon);
    if (!values) return unknown('malformed', 'The configurationValues of vpc-cni are neither JSON nor YAML.');
    const { enableNetworkPolicy: value } = values;
    const expected = 'enableNetworkPolicy: true';
    const seen =
      configurationValues === undefined
        ? { at: `${addon.id}#`, actual: 'no configurationValues', expected }
        : { at: `${addon.id}#configurationValues`, actual: configurationValues, expected };
    return { is: isTrue(value), by, seen: [seen], addon };
  },
});

const isTrue = (value: unknown): boolean => value === true || (typeof value === 'string' && /^true$/i.test(value));

/** The values that an add-on is configured with; undefined where they are no object. */
export function valuesOf({ config: { configurationValues: text = '' } }: Addon): Json | undefined {
  if (text.trim() === '') return {};
  const value = parsed(text);
  return isObject(value) ? value : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  try {
    const document = parseDocument(text, { logLevel: 'silent' });
    return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // Aliases of nothing, or of too much, and nesting without end are told only while the value is made.
    if (error instanceof ReferenceError || error instanceof RangeError) return undefined;
    throw error;
  }
}
