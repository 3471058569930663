import { rules } from '#rules/catalog.gen';
import { frameworks } from '#rules/frameworks.gen';
import { holes } from '../gen/holes.ts';

/** Rules that are to come and that neither a benchmark nor a cell of the parity table names. */
const besides: readonly string[] = [
  'eks-creator-admin-bootstrap',
  'gcp-lb-ssl-policy-weak',
  'gke-basic-auth-enabled',
  'k8s-image-mutable-tag',
];

/** The rules that ship, by their ids and by those that they had before. */
export const shipped: readonly string[] = rules.flatMap(({ id, aliases = [] }) => [id, ...aliases]);

/** The rules that are to come, by id, with the control that the parity table plans them for. */
export function plannedRules(): ReadonlyMap<string, string | undefined> {
  const inBenchmarks = frameworks.flatMap(({ requirements }) =>
    requirements.flatMap((line) => ('planned' in line ? (line.planned ?? []) : [])),
  );
  const inTable = Object.entries(holes).flatMap(([control, cells]) =>
    Object.values(cells).flatMap((cell) => (typeof cell === 'string' ? [] : cell.map((id) => [id, control] as const))),
  );
  const all = [...[...inBenchmarks, ...besides].map((id) => [id, undefined] as const), ...inTable];
  return new Map(all.filter(([id]) => !shipped.includes(id)));
}
