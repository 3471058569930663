const text = { type: 'string', minLength: 1 };
const whole = { type: 'integer', minimum: 0 };

/**
 * What OCSF 1.8.0 asks of a Compliance Finding (class 2003) with the profile `cloud`: required attributes, their types
 * and the numbers that they may take. Written from https://schema.ocsf.io/1.8.0/classes/compliance_finding
 */
export const complianceFinding = {
  type: 'object',
  required: [
    ...['activity_id', 'category_uid', 'class_uid', 'type_uid', 'severity_id', 'time'],
    ...['metadata', 'finding_info', 'compliance', 'cloud'],
  ],
  properties: {
    activity_id: { enum: [1, 2, 3] },
    category_uid: { const: 2 },
    class_uid: { const: 2003 },
    type_uid: { enum: [200301, 200302, 200303] },
    severity_id: { enum: [0, 1, 2, 3, 4, 5, 6, 99] },
    status_id: { enum: [0, 1, 2, 3, 4, 5, 6, 99] },
    // Milliseconds: seconds would be three digits shorter until the year 5138.
    time: { type: 'integer', minimum: 1e12 },
    metadata: {
      type: 'object',
      required: ['product', 'version'],
      properties: {
        version: { const: '1.8.0' },
        profiles: { type: 'array', contains: { const: 'cloud' } },
        product: { type: 'object', required: ['vendor_name'], properties: { vendor_name: text, name: text } },
      },
    },
    finding_info: {
      type: 'object',
      required: ['uid'],
      properties: { uid: text, title: { type: 'string' }, types: { type: 'array', items: text } },
    },
    compliance: {
      type: 'object',
      required: ['status_id'],
      anyOf: [{ required: ['checks'] }, { required: ['control'] }, { required: ['standards'] }],
      properties: {
        status_id: { enum: [0, 1, 2, 3, 99] },
        control: text,
        standards: { type: 'array', items: text },
        requirements: { type: 'array', items: text },
        status_details: { type: 'array', items: { type: 'string' } },
        assessments: { type: 'array', items: { type: 'object', required: ['meets_criteria'] } },
      },
    },
    cloud: {
      type: 'object',
      required: ['provider'],
      properties: { provider: text, account: { type: 'object', properties: { type_id: whole } } },
    },
    resources: { type: 'array', items: { type: 'object' } },
    evidences: { type: 'array', items: { type: 'object', required: ['data'] } },
  },
};
