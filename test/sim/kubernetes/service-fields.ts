import { isObject, type Json, type JsonObject, objectAt, textAt, toJsonObject } from '../json.ts';

/** The first of the ports that nodes give to services unless they are told which. */
const firstNodePort = 30_000;

/**
 * A service as the API keeps it after a change: fields that belong to its old type alone go by themselves where the change
 * left them as they were, and are refused where it did not. Answers the sentence of what does not fit.
 * Source: https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/registry/core/service/strategy.go (dropTypeDependentFields),
 * https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/core/validation/validation.go (ValidateService)
 */
export function keptService(stored: JsonObject, changed: JsonObject, name = ''): JsonObject | string {
  const [old, spec] = [objectAt(stored, 'spec'), objectAt(changed, 'spec')];
  const type = textAt(spec, 'type') ?? 'ClusterIP';
  if (type === 'NodePort' || type === 'LoadBalancer') return withSpec(changed, opened(spec));
  const isSame = JSON.stringify(numbersOf(old)) === JSON.stringify(numbersOf(spec));
  const ports = isSame ? portsOf(spec).map(withoutNumber) : portsOf(spec);
  const at = ports.findIndex((port) => port['nodePort'] !== undefined);
  if (at >= 0)
    return `Service "${name}" is invalid: spec.ports[${at}].nodePort: Forbidden: may not be used when \`type\` is '${type}'`;
  const { externalTrafficPolicy: policy, ...others } = spec;
  const isReached = Array.isArray(spec['externalIPs']) && spec['externalIPs'].length > 0;
  const isKept = policy !== undefined && (isReached || policy !== old['externalTrafficPolicy']);
  if (isKept && !isReached)
    return `Service "${name}" is invalid: spec.externalTrafficPolicy: Invalid value: may only be set for externally-accessible services`;
  return withSpec(changed, {
    ...others,
    ...(spec['ports'] !== undefined && { ports }),
    ...(isKept && { externalTrafficPolicy: policy }),
  });
}

/** What opens ports of nodes has a number for each of its ports, and says how traffic is spread. */
function opened(spec: JsonObject): JsonObject {
  const ports = portsOf(spec).map((port, at) => ({ nodePort: firstNodePort + at, ...port }));
  return toJsonObject({ externalTrafficPolicy: 'Cluster', ...spec, ...(spec['ports'] !== undefined && { ports }) });
}

const withSpec = (service: JsonObject, spec: JsonObject): JsonObject => ({ ...service, spec });

const portsOf = ({ ports }: JsonObject): readonly JsonObject[] => (Array.isArray(ports) ? ports.filter(isObject) : []);

const numbersOf = (spec: JsonObject): readonly Json[] => portsOf(spec).map(({ nodePort = null }) => nodePort);

const withoutNumber = ({ nodePort: _number, ...port }: JsonObject): JsonObject => port;
