import type { Webhook } from '#clouds/kubernetes/admission/webhook-facts';
import { gatekeeperConfig } from '#clouds/kubernetes/gatekeeper-config/resource';
import { constraintGroup } from '#clouds/kubernetes/gatekeeper-constraint/group';
import { gatekeeperConstraint, type GatekeeperConstraint } from '#clouds/kubernetes/gatekeeper-constraint/resource';
import type { Draft } from '../build.ts';
import { object } from './objects.ts';
import { apiServing, judgingWith, webhookWith } from './webhooks.ts';

/** The API of a cluster where Gatekeeper has templates. */
export const withGatekeeper = apiServing(['templates.gatekeeper.sh', constraintGroup.name]);

/** The webhook by which Gatekeeper is asked about everything, unless a test says otherwise. */
export const gatekeeperHooks = (more: Draft<Webhook> = {}) =>
  judgingWith('gatekeeper-validating-webhook-configuration', [
    webhookWith('validation.gatekeeper.sh', {
      rules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['CREATE', 'UPDATE'], resources: ['*'] }],
      clientConfig: { service: { namespace: 'gatekeeper-system', name: 'gatekeeper-webhook-service' } },
      ...more,
    }),
  ]);

/** What Gatekeeper writes where each of its pods that answer for the webhook has taken a constraint up. */
export const takenUp = { byPod: [{ operations: ['webhook'], enforced: true }, { operations: ['audit'] }] };

/** A constraint called `strict` as a cluster holds it: against privileged containers, in force, unless a test says otherwise. */
export const constraintWith = (
  spec: Draft<GatekeeperConstraint['spec']> = {},
  { kind = 'k8spspprivilegedcontainer', status = takenUp, metadata = stored }: More = {},
) =>
  object(
    gatekeeperConstraint,
    { group: constraintGroup.name, plural: kind, version: constraintGroup.version },
    'strict',
    { metadata, spec: { match: { kinds: [{ apiGroups: [''], kinds: ['Pod'] }] }, ...spec }, status },
    { namespace: null },
  );

interface More {
  readonly kind?: string;
  readonly status?: Draft<GatekeeperConstraint['status']>;
  readonly metadata?: object;
}

const stored = { uid: 'a', resourceVersion: '1', creationTimestamp: '2026-01-01T00:00:00Z' };

/** The configuration of Gatekeeper that leaves namespaces out. */
export const gatekeeperConfigWith = (
  excludedNamespaces: readonly string[],
  processes: readonly string[] = ['*'],
  { name = 'config', namespace = 'gatekeeper-system' } = {},
) =>
  object(
    gatekeeperConfig,
    { group: 'config.gatekeeper.sh', plural: 'configs', version: 'v1alpha1' },
    name,
    { spec: { match: [{ excludedNamespaces, processes }] } },
    { namespace },
  );
