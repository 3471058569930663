import { defineFact, type ResourceOf, type Unknown } from '#model';
import { isUnread } from '#rule';
import { runningImage } from '../image/resource.ts';
import type { Door } from '../ingress/door-facts.ts';
import { node } from '../node/resource.ts';
import { byNodes, doorsToService, doubtfulDoor } from '../service/internet-facts.ts';
import { service } from '../service/resource.ts';
import { servedWorkloads } from '../service/served-facts.ts';
import { hasPublicAddress } from '../service/way-facts.ts';
import { podSecurity } from './facts.ts';
import { livePods } from './live-facts.ts';
import { podTemplateOf } from './pod-template.ts';
import { workloads } from './resource.ts';
import type { EffectiveContainer } from './security-context.ts';

/** A container that the internet reaches, or may reach, by which way, and the images that it runs. */
export interface ReachedContainer {
  readonly container: string;
  /** False where another container of the pod may be the one that answers. */
  readonly isSure: boolean;
  /** Or why it may be reached by a way that is not looked at. */
  readonly door: Door | Unknown;
  /** One for each repository that holds a digest that runs; empty where nothing says what runs. */
  readonly images: readonly ResourceOf<typeof runningImage>[];
  /** Why nothing may say so. */
  readonly unread: Unknown | undefined;
}

/** The containers of a workload that the internet reaches, and why more may be reached. */
export interface Reached {
  readonly containers: readonly ReachedContainer[];
  readonly unread: Unknown | undefined;
}

/**
 * Which containers of a workload anybody on the internet reaches who has not signed in, through services and ingresses. Ports of
 * public nodes that a container takes itself are doubtful.
 */
export const reachedContainers = defineFact({
  name: 'k8s.reached-containers',
  of: workloads,
  uses: [service, servedWorkloads, doorsToService, doubtfulDoor, livePods, runningImage, node, podSecurity],
  work(it, { list, fact }): Reached {
    const { items, unread } = list(service, { namespace: it.config.metadata?.namespace ?? 'default' });
    const found = items.flatMap((one) => {
      const own = fact(servedWorkloads, one).workloads.find(({ workload }) => workload.id === it.id);
      return own ? [{ own, ...fact(doorsToService, one), maybe: fact(doubtfulDoor, one).why }] : [];
    });
    const byHand = items.flatMap((one) => {
      const why = fact(servedWorkloads, one).byHand;
      return why && fact(doorsToService, one).doors.length > 0 ? why : [];
    });
    const security = fact(podSecurity, it);
    const isOnHost = podTemplateOf(it)?.spec.hostNetwork === true;
    const taking = 'verdict' in security ? [] : security.containers.filter((one) => takesHostPort(one, isOnHost));
    const onNodes = taking.length > 0 && list(node).items.some(hasPublicAddress) ? taking : [];
    const pods = it.type === 'k8s.pod' ? [it] : fact(livePods, it).map(({ pod }) => pod);
    const statuses = pods.flatMap(({ config: { status } }) => [
      ...(status?.initContainerStatuses ?? []),
      ...(status?.containerStatuses ?? []),
    ]);
    const imagesOf = (container: string) => {
      const ids = statuses.flatMap(({ name, imageID }) => (name === container ? [imageID] : []));
      const digests = new Set(ids.flatMap((id) => /@(sha256:[0-9a-f]{64})$/.exec(id)?.[1] ?? []));
      return [...digests].flatMap((digest) => list(runningImage, { digest }).items);
    };
    const reached =
      (door: Door | Unknown, isSure: boolean) =>
      ({ name: container }: { readonly name: string }): ReachedContainer => ({
        ...{ container, isSure, door, images: imagesOf(container), unread: list(runningImage).unread },
      });
    return {
      containers: [
        ...found.flatMap(({ own, doors, maybe }) =>
          [...doors.filter(({ signIn }) => !signIn), ...(maybe ? [maybe] : [])].flatMap((door) => [
            ...own.containers.map(reached(door, !isUnread(door))),
            ...own.candidates.map(reached(door, false)),
          ]),
        ),
        ...onNodes.map(reached(byNodes, false)),
      ],
      unread: found.map((one) => one.unread).find((one) => one !== undefined) ?? unread ?? byHand[0],
    };
  },
});

/** A port that a container declares is the node's where the pod is in the node's network. */
const takesHostPort = ({ config }: EffectiveContainer, isOnHost: boolean): boolean =>
  (config.ports ?? []).some(
    ({ hostPort, hostIP = '' }) => (isOnHost || Boolean(hostPort)) && !/^(127\.|::1$)/.test(hostIP),
  );
