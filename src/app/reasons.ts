import type { GapReason } from '#model';

/** Why a check is unknown, and what cures that. */
export interface Reason {
  readonly means: string;
  readonly cure: string;
}

/** What every reason of an `unknown` means, in the words that `shoalwatch explain <reason>` prints. */
export const reasons: Readonly<Record<GapReason, Reason>> = {
  denied: {
    means: 'The cloud refused the call: the identity that reads lacks a permission.',
    cure: 'Grant the permission that the gap names; docs/roles holds the whole reader role, shoalwatch doctor what is missing.',
  },
  throttled: {
    means: 'The cloud went on refusing the call because too many were made, until the patience of the scan ended.',
    cure: 'Scan again; when it stays so, read fewer regions at once or ask the cloud for a higher rate.',
  },
  timeout: {
    means: 'No answer came in time.',
    cure: 'Scan again; when it stays so, look at the network between here and the endpoint.',
  },
  unreachable: {
    means: 'The endpoint could not be reached, or what answered there was not the cloud.',
    cure: 'For a private cluster, scan from a network that reaches its API; otherwise look at proxy, DNS and firewall.',
  },
  'not-enabled': {
    means: 'The service or its API is switched off in this account, subscription or project, so that nothing was read.',
    cure: 'Enable the API that the gap names, or leave the target out.',
  },
  'not-found': {
    means: 'An object was listed, and was gone when its details were read.',
    cure: 'Nothing, when it was deleted at that moment; the next scan says so.',
  },
  'field-missing': {
    means: 'The answer lacks a field that the provider documents as always returned.',
    cure: 'A newer version of shoalwatch may know the new answer; otherwise report it with the field.',
  },
  'in-transition': {
    means: 'The object is being created, updated or deleted, so that its settings are not final.',
    cure: 'The next scan judges it.',
  },
  outside: {
    means: 'The answer lies in a target that is not watched.',
    cure: 'Add that account, subscription, project or cluster to shoalwatch.yaml.',
  },
  'not-in-files': {
    means: 'The files hold no listing from which the answer could be told.',
    cure: 'Add the output of the call that lists the type, or scan live.',
  },
  malformed: {
    means: 'A value has a shape that it cannot have, so that it was not interpreted.',
    cure: 'Look at the field that the message names; when it is right, report it.',
  },
  stale: {
    means: 'What the check stands on is too old: a scan of an image, or a table of support windows.',
    cure: 'Have the image scanned anew, or update shoalwatch.',
  },
  'not-ready': {
    means: 'The type was not read in this target, or its answer is still being prepared.',
    cure: 'Scan again; the next scan reads it.',
  },
  'rule-error': {
    means: 'The rule itself failed on this object. Nothing else was touched by that.',
    cure: 'Report it with the message: it is a defect of shoalwatch.',
  },
};
