import { defineFact, type Unknown } from '#model';
import { unknown } from '#rule';
import { providerOf } from '../address.ts';
import { ingressClass } from '../ingress-class/resource.ts';
import { ingress } from './resource.ts';

/** The controllers of which it is known what the annotations of an ingress tell them. */
export type Controller = 'alb' | 'nginx' | 'gce' | 'gce-internal' | 'application-gateway';

/** Who serves an ingress. */
export interface ServingClass {
  /** The name of the class; undefined where the ingress has none and no class is the default. */
  readonly name: string | undefined;
  /** Undefined for a controller that is not known. */
  readonly controller: Controller | undefined;
  /** The class has parameters of its own, which say more than annotations do and are not read. */
  readonly hasParameters: boolean;
}

/** Why nothing that the parameters of a class may say is known. */
export const parametersOf = ({ name = '' }: ServingClass): Unknown =>
  unknown('outside', `Parameters of the class ${name} decide, which are not read.`);

const byController: Readonly<Record<string, Controller>> = {
  'azure/application-gateway': 'application-gateway',
  'eks.amazonaws.com/alb': 'alb',
  'ingress.k8s.aws/alb': 'alb',
  'k8s.io/ingress-nginx': 'nginx',
  'webapprouting.kubernetes.azure.com/nginx': 'nginx',
};

/** By the names that installations give; those of GKE, which has no objects for its classes, above all. */
const byName: Readonly<Record<string, Controller>> = {
  alb: 'alb',
  'azure-application-gateway': 'application-gateway',
  'azure/application-gateway': 'application-gateway',
  gce: 'gce',
  'gce-internal': 'gce-internal',
  nginx: 'nginx',
  'webapprouting.kubernetes.azure.com': 'nginx',
};

/**
 * The class of an ingress: the one that it names, else the one that its older annotation names, else the default. GKE
 * serves what names none. A class that was not read is told by its name, where that is enough.
 * Sources: https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class,
 * https://cloud.google.com/kubernetes-engine/docs/concepts/ingress#controller_summary
 */
export const servingClass = defineFact({
  name: 'k8s.serving-class',
  of: ingress,
  uses: [ingressClass],
  work({ config: { metadata, spec }, target }, { list }): ServingClass | Unknown {
    const { items, unread } = list(ingressClass);
    const isDefault = (one: (typeof items)[number]): boolean =>
      one.config.metadata?.annotations?.['ingressclass.kubernetes.io/is-default-class'] === 'true';
    const named = spec?.ingressClassName ?? metadata?.annotations?.['kubernetes.io/ingress.class'];
    const found = items.find((one) => (named === undefined ? isDefault(one) : one.name === named));
    const name = named ?? found?.name;
    if (found) {
      const { controller = '', parameters } = found.config.spec ?? {};
      return { name, controller: byController[controller], hasParameters: Boolean(parameters) };
    }
    const told = named === undefined ? undefined : byName[named];
    const mayBeGke = (providerOf(target) ?? 'gke') === 'gke';
    const known = !mayBeGke && (told === 'gce' || told === 'gce-internal') ? undefined : told;
    // The object of a class of AWS may have parameters; the older annotation names a class without an object.
    const mayHaveParameters = known === 'alb' && spec?.ingressClassName !== undefined;
    if (unread && (known === undefined || mayHaveParameters)) return unread;
    const ofGke = named === undefined && providerOf(target) === 'gke' ? ('gce' as const) : undefined;
    return { name, controller: known ?? ofGke, hasParameters: false };
  },
});
