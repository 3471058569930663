import { allowingPolicies, frontOfPolicy, openingsOf } from '#clouds/kubernetes/network-policy/opening-facts';
import { defineRule, fail, failMissing, pass, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-network-policy-allow-all',
  on: allowingPolicies,
  uses: [frontOfPolicy],
  title: 'A network policy allows less than everything',
  severity: 'medium',
  grades: ['high', 'low'],
  control: 'network-policies-in-each-namespace',
  why: 'A rule that allows everything undoes what other policies close for the same pods.',
  fix: 'Name the peers that need the connection, and the ports.',
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  peers: ['trivy:AVD-KSV-0038'],

  evaluate(it, { fact }) {
    const { openings, everyPod } = openingsOf(it);
    const judged = openings.map((opening) => ({ ...opening, weight: weightOf(opening, everyPod) }));
    const bad = judged.filter(({ weight }) => weight > 0);
    if (bad.length === 0) return pass();
    const asFront = bad.filter(isForFront);
    const { name, unread } = asFront.length > 0 ? fact(frontOfPolicy, it) : { name: undefined, unread: undefined };
    const sure = bad.filter((opening) => !isForFront(opening));
    if (name === undefined && unread && sure.length === 0) return unread;
    const left = name === undefined && !unread ? bad : sure;
    if (left.length === 0) return passBecause(`Its pods are reached through ${name ?? ''}, which is public.`);
    const says = [
      ...new Set(left.map(({ way, to, onPorts }) => `${words[way]} ${to} on ${onPorts ? 'some ports' : 'any port'}`)),
    ];
    const seen = [...new Set(left.map(({ at }) => at))].map((at) => ({ at, actual: says }));
    const grade = grades[Math.max(...left.map(({ weight }) => weight))];
    const message = `The policy ${says.join(', ')}${everyPod ? ' for every pod' : ''}.`;
    return left.some(isForFront) ? failMissing(message, seen, { grade }) : fail(message, seen, { grade });
  },
});

const words = { ingress: 'lets in', egress: 'lets out to' };
const grades = [undefined, 'low', undefined, 'high'] as const;

type Opening = ReturnType<typeof openingsOf>['openings'][number];

const isForFront = ({ way, to, onPorts }: Opening): boolean => way === 'ingress' && to === 'every address' && onPorts;

function weightOf({ way, to, onPorts }: Opening, everyPod: boolean): number {
  if (way === 'egress') return to === 'anybody' && !onPorts ? 1 + Number(everyPod) : 0;
  if (to === 'every namespace' || (to === 'anybody' && onPorts)) return 1;
  return 2 + Number(everyPod);
}
