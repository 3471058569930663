import type { Finding, WaiverScope } from '#model';
import type { Registered } from '#engine/waivers/waiver-register';
import type { Report } from '../model.ts';
import { gathering } from './gathering.ts';
import type { Names } from './words.ts';

/** Everything in a report that names something of the estate, or somebody. */
export function namesIn({ scan, rows, waivers = [], remembered = [] }: Report): Names {
  const { ids, principals, addId, addWho, addResource, addSubjects } = gathering();
  const addFinding = ({ resource, key, change, evidence }: Finding): void => {
    addResource(resource);
    addId(key);
    addWho(change?.actor);
    addSubjects(evidence);
  };
  for (const { id } of scan.targets) addId(id);
  scan.resources.forEach(addResource);
  for (const it of [...scan.findings, ...rows.map(({ finding }) => finding), ...remembered]) addFinding(it);
  for (const { resource, key, evidence = [] } of scan.judgements) {
    addResource(resource);
    addId(key);
    addSubjects(evidence);
  }
  for (const { target, resource } of scan.gaps) for (const text of [target, resource]) addId(text);
  for (const { path } of scan.unreadable) addId(path.replace(/\.[a-z]+$/i, ''));
  for (const it of waivers) {
    for (const text of placesIn(it.scope)) addId(text);
    whoIn(it).forEach(addWho);
    it.hidden.forEach(addFinding);
  }
  return { ids, principals };
}

const placesIn = (scope: WaiverScope): readonly (string | undefined)[] => {
  if ('cluster' in scope) return [scope.cluster];
  return 'target' in scope ? [scope.target] : [scope.resource, scope.key];
};

const whoIn = ({ said, requester, approver, ended, renewal }: Registered): readonly (string | undefined)[] => [
  ...[said.owner, requester, approver, ended?.by, ended?.asked?.owner, ended?.asked?.requester],
  ...[renewal?.owner, renewal?.requester],
];
