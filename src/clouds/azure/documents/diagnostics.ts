import type { Type } from '#model';
import { isListOfObjects, isObject, textAt, type Json } from '../../json.ts';
import { objects, type Hints, type NotJudged, type Recognised } from '../../recogniser.ts';
import { armId } from '../address.ts';
import { diagnosticCategories, diagnosticCategoriesOf } from '../monitor/diagnostic-categories/resource.ts';
import { activityLogSettings } from '../monitor/activity-log/resource.ts';
import { diagnosticSettings, diagnosticSettingsOf } from '../monitor/diagnostic-settings/resource.ts';
import { storedOf } from '../private-parts.ts';
import { sdkShape } from './flatten.ts';

/** Older versions leave settings out that name groups, so that their answers are not all. */
const firstWithGroups = '2021-05-01';

/**
 * The diagnostic settings of a cluster, a registry or a subscription, or the categories of the first two: what the
 * Resource Manager answers and what `az monitor diagnostic-settings list` and `az monitor diagnostic-settings categories
 * list` print. Each is one object with all that is in the list, so that a page of several or a single setting is none.
 */
export function diagnosticsOf(document: unknown, { url }: Hints): Recognised | NotJudged | undefined {
  const entries = isObject(document) ? document['value'] : document;
  if (!isListOfObjects(entries)) return undefined;
  const paths = entries.length > 0 ? entries.map(listPathOf) : [url?.replace(/^[a-z]+:\/\/[^/]+|[?#].*$/g, '') ?? ''];
  const [place, ...others] = new Set(paths.map((it) => armId(it)));
  const [, object, list = ''] = ofObject.exec(place ?? '') ?? [];
  if (object === undefined || others.length > 0) return undefined;
  const version = /[?&]api-version=(\d{4}-\d\d-\d\d)/i.exec(url ?? '')?.[1] ?? firstWithGroups;
  if (version < firstWithGroups) return { notJudged: `Azure ${list} of a version without groups` };
  if (textAt(document, 'nextLink') !== undefined) return { notJudged: `a page of Azure ${list}` };
  if (isSubscription(object) && list !== 'diagnosticsettings') return undefined;
  const { type, id } = kindOf(list, object);
  const name = object.split('/').at(-1) ?? object;
  const account = object.split('/')[2] ?? '';
  return objects([{ type, id, name, place: { account }, config: storedOf({ value: entries.map(sdkShape) }) }]);
}

const ofObject =
  /^(\/subscriptions\/[^/]+(?:\/resourcegroups\/[^/]+\/providers\/microsoft\.container(?:service\/managedclusters|registry\/registries)\/[^/]+)?)\/providers\/microsoft\.insights\/(diagnosticsettings(?:categories)?)$/;

function kindOf(list: string, object: string): { readonly type: Type; readonly id: string } {
  if (list !== 'diagnosticsettings') return { type: diagnosticCategories, id: diagnosticCategoriesOf(object) };
  const type = isSubscription(object) ? activityLogSettings : diagnosticSettings;
  return { type, id: diagnosticSettingsOf(object) };
}

const isSubscription = (object: string): boolean => object.split('/').length === 3;

/** The path of the list that an entry is in. */
const listPathOf = (entry: Json): string => (textAt(entry, 'id') ?? '').replace(/^(?!\/)/, '/').replace(/\/[^/]*$/, '');
