import { z } from 'zod';
import { doorsToService, doubtfulDoor } from '#clouds/kubernetes/service/internet-facts';
import { service } from '#clouds/kubernetes/service/resource';
import { servedWorkloads } from '#clouds/kubernetes/service/served-facts';
import {
  guardedInterfaces,
  interfacesIn,
  isArchivedDashboard,
  openInterfaces,
} from '#clouds/kubernetes/workload/interface-facts';
import { nameList } from '#lib/params';
import { defineRule, fail, notApplicable, pass, unknown } from '#rule';

export default defineRule({
  id: 'k8s-sensitive-interface-exposed',
  on: service,
  uses: [servedWorkloads, doorsToService, doubtfulDoor],
  title: 'No interface for administration is open to the internet',
  severity: 'critical',
  grades: ['high', 'medium', 'low'],
  control: 'services-exposed-on-purpose',
  why: 'Whoever opens such an interface steers the cluster or reads what runs in it, and many ask for no password.',
  fix: 'Make the service or its ingress internal, and let people in through a proxy that they sign in to.',
  references: [
    'https://kubernetes.io/docs/tasks/access-application-cluster/web-ui-dashboard/',
    'https://prometheus.io/docs/operating/security/',
  ],
  peers: ['kubescape:C-0014', 'kubescape:C-0021'],
  params: z.object({ openInterfaces: nameList(openInterfaces), guardedInterfaces: nameList(guardedInterfaces) }),

  evaluate(it, { fact, params: { openInterfaces: open, guardedInterfaces: guarded } }) {
    const served = fact(servedWorkloads, it);
    const found = served.workloads.flatMap((one) => interfacesIn(one, { open, guarded }));
    const untold = served.byHand && fact(doorsToService, it).doors.length > 0 ? served.byHand : served.unread;
    if (found.length === 0) return untold ?? notApplicable('no known interface for administration is behind it');
    const { doors, unread } = fact(doorsToService, it);
    const ways = found
      .flatMap((one) => doors.map((door) => ({ ...one, door, weight: weightOf(one.isGuarded, door) })))
      .toSorted((one, other) => other.weight - one.weight);
    const worst = ways.find(({ isSure }) => isSure);
    if (worst) {
      const from = worst.door.limits.length > 0 ? worst.door.limits.join(', ') : 'the internet';
      const message = `Through ${worst.door.through} ${from} may open ${worst.image} of the ${worst.workload}.`;
      const grade = grades[worst.weight];
      return fail(message, [{ at: worst.at, actual: worst.image }, worst.door.seen], { grade });
    }
    if (ways[0]) return unknown('outside', `Which container of the ${ways[0].workload} answers is not told.`);
    if (unread) return unread;
    const archived = found.find(({ image, isSure }) => isSure && isArchivedDashboard(image));
    if (!archived) return fact(doubtfulDoor, it).why ?? pass();
    const message = `The ${archived.workload} runs ${archived.image}, whose project is archived.`;
    const low = fail(message, { at: archived.at, actual: archived.image }, { grade: 'low' });
    return low;
  },
});

const grades = ['medium', 'high', undefined] as const;

const weightOf = (isGuarded: boolean, { signIn, limits }: { signIn: boolean; limits: readonly string[] }) =>
  2 - Number(isGuarded || signIn) - Number(limits.length > 0);
