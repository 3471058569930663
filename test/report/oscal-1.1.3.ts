const uuid = {
  type: 'string',
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
};
/** One line that begins and ends with something visible. */
const line = { type: 'string', pattern: '^\\S(.*\\S)?$' };
const token = { type: 'string', pattern: '^(\\p{L}|_)(\\p{L}|\\p{N}|[.\\-_])*$' };
const moment = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$',
};
const markup = { type: 'string' };

/** An object that has the fields that are named, the first of them always, and no others: OSCAL lets in no others. */
const object = (required: Readonly<Record<string, unknown>>, optional: Readonly<Record<string, unknown>> = {}) => ({
  type: 'object',
  required: Object.keys(required),
  properties: { ...required, ...optional },
  additionalProperties: false,
});

/** A list of OSCAL is never empty. */
const list = (items: unknown) => ({ type: 'array', minItems: 1, items });

const props = list(object({ name: token, value: line }, { ns: { type: 'string', pattern: '^[a-z][a-z0-9+.-]+:.+$' } }));
const origins = list(
  object({ actors: list(object({ type: { enum: ['tool', 'assessment-platform', 'party'] }, 'actor-uuid': uuid })) }),
);
const status = object(
  { state: { enum: ['satisfied', 'not-satisfied'] } },
  { reason: { enum: ['pass', 'fail', 'other'] }, remarks: markup },
);
const relatedObservations = list(object({ 'observation-uuid': uuid }));

const observation = object(
  { uuid, description: markup, methods: list(line), collected: moment },
  {
    ...{ title: markup, props, origins, remarks: markup, types: list(token) },
    subjects: list(object({ 'subject-uuid': uuid, type: token }, { title: markup })),
    'relevant-evidence': list(object({ description: markup })),
  },
);

const risk = object(
  { uuid, title: markup, description: markup, statement: markup, status: token },
  {
    ...{ props, origins, deadline: moment, 'related-observations': relatedObservations },
    'mitigating-factors': list(object({ uuid, description: markup })),
    'risk-log': object({
      entries: list(object({ uuid, start: moment }, { title: markup, description: markup, props })),
    }),
  },
);

const finding = object(
  {
    ...{ uuid, title: markup, description: markup },
    target: object({ type: { enum: ['statement-id', 'objective-id'] }, 'target-id': token, status }),
  },
  {
    ...{ props, origins, 'related-observations': relatedObservations },
    'related-risks': list(object({ 'risk-uuid': uuid })),
  },
);

const assets = object({
  components: list(
    object({ uuid, type: line, title: markup, description: markup, status: object({ state: token }) }, { props }),
  ),
  'assessment-platforms': list(
    object({ uuid }, { title: markup, 'uses-components': list(object({ 'component-uuid': uuid })) }),
  ),
});

const result = object(
  {
    ...{ uuid, title: markup, description: markup, start: moment },
    'reviewed-controls': object(
      {
        'control-selections': list(
          object({ 'include-controls': list(object({ 'control-id': token })) }, { description: markup }),
        ),
      },
      {
        'control-objective-selections': list(
          object({ 'include-objectives': list(object({ 'objective-id': token })) }, { description: markup }),
        ),
      },
    ),
  },
  {
    ...{ end: moment, props, remarks: markup },
    'local-definitions': object(
      { 'assessment-assets': assets },
      { 'inventory-items': list(object({ uuid, description: markup }, { props })) },
    ),
    observations: list(observation),
    risks: list(risk),
    findings: list(finding),
  },
);

/**
 * What OSCAL 1.1.3 asks of assessment results in JSON, as far as we write it: required fields, types, tokens and the values of
 * closed lists. Written from https://pages.nist.gov/OSCAL-Reference/models/v1.1.3/assessment-results/json-reference/
 */
export const assessmentResults = object({
  'assessment-results': object(
    {
      uuid,
      metadata: object({ title: markup, 'last-modified': moment, version: line, 'oscal-version': { const: '1.1.3' } }),
      'import-ap': object({ href: { type: 'string', pattern: '^#' } }, { remarks: markup }),
      results: list(result),
    },
    {
      'back-matter': object({
        resources: list(
          object(
            { uuid },
            {
              ...{ title: markup, description: markup },
              base64: object(
                { value: { type: 'string', pattern: '^[0-9A-Za-z+/]+={0,2}$' } },
                { filename: token, 'media-type': line },
              ),
            },
          ),
        ),
      }),
    },
  ),
});
