import { credentialOf } from '../../credential.ts';
import { isObject, mapObjects, textAt, type Json } from '../../json.ts';
import { valueHolds } from '../workload/credential-facts.ts';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** What ConfigMaps and Secrets hold, and whatever else is made like them. */
const contents: readonly string[] = ['data', 'stringData', 'binaryData'];

/**
 * An object, or an answer with objects in it, without what is never kept, of whatever kind they are: values of
 * environment variables, what ConfigMaps and Secrets hold, what Gatekeeper's audits say of other objects, and the bookkeeping
 * of who wrote which field. `data` names the entries of `data` that rules read.
 */
export function keptOf(object: Json, data: readonly string[] = []): Json {
  const kept = mapObjects(object, (it, key) => {
    const own =
      key === 'metadata' ? withoutBookkeeping(it) : withoutValues(key === 'status' ? withoutFindings(it) : it);
    return isWhole(own) ? withoutContents(own, data) : own;
  });
  return isObject(kept) ? withoutContents(kept, data) : {};
}

/** Whether it is an object of the API and no part of one, where a label may be called `data`. */
const isWhole = (it: Json): boolean =>
  isObject(it['metadata']) || (textAt(it, 'kind') !== undefined && textAt(it, 'apiVersion') !== undefined);

function withoutContents(it: Json, data: readonly string[]): Json {
  if (!contents.some((key) => key in it)) return it;
  const rest = Object.fromEntries(Object.entries(it).filter(([key]) => !contents.includes(key)));
  if (!isObject(it['data'])) return rest;
  const named = Object.entries(it['data']).filter(([key]) => data.includes(key));
  return named.length === 0 ? rest : { ...rest, data: Object.fromEntries(named) };
}

function withoutBookkeeping(metadata: Json): Json {
  const { managedFields: _managedFields, ...rest } = metadata;
  const { annotations } = rest;
  if (!isObject(annotations)) return rest;
  const { [lastApplied]: _applied, ...others } = annotations;
  return { ...rest, annotations: others };
}

/** What an audit of Gatekeeper found quotes other objects. */
function withoutFindings({ violations: _violations, ...rest }: Json): Json {
  return rest;
}

function withoutValues(it: Json): Json {
  const { env, ...rest } = it;
  if (Array.isArray(env)) return { ...it, env: env.map((one: unknown) => (isObject(one) ? nameOnly(one) : one)) };
  return isObject(env) ? rest : it;
}

/** A variable without its value, and what kind of credential that was where its form shows one. */
function nameOnly(variable: Json): Json {
  const { value, [valueHolds]: _claimed, ...rest } = variable;
  const holds = typeof value === 'string' ? credentialOf(textAt(variable, 'name') ?? '', value) : undefined;
  return holds === undefined ? rest : { ...rest, [valueHolds]: holds };
}
