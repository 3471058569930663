import { NotApplied, type ResourceOf, type Type } from '#model';
import { refusedSignIn } from '../federation-refusal.ts';
import { isListOfObjects, listAt, objectAt, textAt } from '../json.ts';
import { kubernetesFailure, KubernetesRefusal } from './connect/failure.ts';

/** What an error of a cluster's API says of an action. What broke on the way may have been taken all the same. */
export function kubernetesRefusal(error: unknown, { config }: ResourceOf<Type>): NotApplied | undefined {
  if (!(error instanceof Error) || error.name === 'AbortError') return undefined;
  const signIn = refusedSignIn(error);
  if (signIn) return signIn;
  const { reason, detail } = kubernetesFailure(error);
  if (!(error instanceof KubernetesRefusal)) return new NotApplied('unsettled', detail, { cause: error });
  const told = { answer: String(error.status), cause: error };
  if (error.status === 409 || error.status === 404) {
    const owner = ownerIn(config);
    return new NotApplied('changed', owner === undefined ? detail : `${detail} It belongs to ${owner}.`, told);
  }
  return new NotApplied(reason === 'unreachable' || reason === 'timeout' ? 'unsettled' : 'refused', detail, told);
}

/**
 * What writes an object besides people, by what it leaves in it. Sources:
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/,
 * https://helm.sh/docs/chart_best_practices/labels/, https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/,
 * https://fluxcd.io/flux/components/kustomize/kustomizations/
 */
function ownerIn(config: unknown): string | undefined {
  const labels = objectAt(config, 'metadata', 'labels');
  const annotations = objectAt(config, 'metadata', 'annotations');
  const flux = ['kustomize', 'helm'].map((kind) => textAt(labels[`${kind}.toolkit.fluxcd.io/name`])).find((it) => it);
  const argo = textAt(annotations['argocd.argoproj.io/tracking-id']) ?? textAt(labels['argocd.argoproj.io/instance']);
  const chart = textAt(labels['helm.sh/chart']);
  const references = listAt(config, 'metadata', 'ownerReferences');
  const [reference] = isListOfObjects(references) ? references : [];
  if (argo !== undefined) return `Argo CD (${argo})`;
  if (flux !== undefined) return `Flux (${flux})`;
  if (chart !== undefined) return `Helm (${chart})`;
  if (reference) return `${textAt(reference, 'kind') ?? 'its owner'} ${textAt(reference, 'name') ?? ''}`.trim();
  return textAt(labels['app.kubernetes.io/managed-by']);
}
