import { required } from '../pages.ts';

/** The body of a deletion that the API refuses unless the object is the one that was read, in the version that was. */
export function onlyIf(metadata: { readonly uid?: string; readonly resourceVersion?: string } | undefined): object {
  const uid = required(metadata?.uid, 'metadata.uid');
  const resourceVersion = required(metadata?.resourceVersion, 'metadata.resourceVersion');
  return { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid, resourceVersion } };
}
