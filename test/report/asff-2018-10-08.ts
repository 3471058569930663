/** Security Hub's `NonEmptyString` (`.*\S.*`, where a dot is no line break), and how long it may be. */
const text = (most: number) => ({ type: 'string', minLength: 1, maxLength: most, pattern: '^.*\\S.*$' });
const instant = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)$',
};
const severity = {
  type: 'object',
  required: ['Label'],
  properties: { Label: { enum: ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] }, Original: text(64) },
  additionalProperties: false,
};
/** Namespaces of the taxonomy with its categories; a partial path is one, too. */
const types = {
  type: 'array',
  minItems: 1,
  maxItems: 50,
  items: {
    enum: ['', '/Vulnerabilities', '/AWS Security Best Practices', '/Industry and Regulatory Standards'].map(
      (category) => `Software and Configuration Checks${category}`,
    ),
  },
};

/**
 * What BatchImportFindings takes: attributes, lengths, numbers and values. Written from
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html and the pages that it names, and
 * https://docs.aws.amazon.com/securityhub/latest/userguide/asff-required-attributes.html
 */
export const importRequest = {
  type: 'object',
  required: ['Findings'],
  additionalProperties: false,
  properties: {
    Findings: {
      type: 'array',
      minItems: 1,
      maxItems: 100,
      items: {
        type: 'object',
        required: [
          ...['AwsAccountId', 'CreatedAt', 'Description', 'GeneratorId', 'Id', 'ProductArn', 'Resources'],
          ...['SchemaVersion', 'Severity', 'Title', 'Types', 'UpdatedAt'],
        ],
        additionalProperties: false,
        properties: {
          SchemaVersion: { const: '2018-10-08' },
          Id: text(512),
          ProductArn: {
            ...text(2048),
            pattern: '^arn:(aws|aws-cn|aws-us-gov):securityhub:[a-z-]+-\\d:\\d{12}:product/\\d{12}/default$',
          },
          ProductName: text(128),
          CompanyName: text(128),
          GeneratorId: text(512),
          AwsAccountId: { type: 'string', pattern: '^\\d{12}$' },
          Types: types,
          FirstObservedAt: instant,
          CreatedAt: instant,
          UpdatedAt: instant,
          Severity: severity,
          FindingProviderFields: {
            type: 'object',
            properties: { Severity: severity, Types: types },
            additionalProperties: false,
          },
          Title: text(256),
          Description: text(1024),
          Remediation: {
            type: 'object',
            required: ['Recommendation'],
            properties: {
              Recommendation: {
                type: 'object',
                properties: { Text: text(512), Url: { type: 'string', pattern: '^https://\\S+$' } },
                additionalProperties: false,
              },
            },
          },
          ProductFields: {
            type: 'object',
            maxProperties: 50,
            propertyNames: text(128),
            additionalProperties: text(2048),
          },
          Resources: {
            type: 'array',
            minItems: 1,
            maxItems: 32,
            items: {
              type: 'object',
              required: ['Type', 'Id'],
              additionalProperties: false,
              properties: {
                Type: { type: 'string', pattern: '^(Other|Aws[A-Z][A-Za-z0-9]+)$', maxLength: 256 },
                Id: text(2048),
                Partition: { enum: ['aws', 'aws-cn', 'aws-us-gov'] },
                Region: text(16),
              },
            },
          },
          Compliance: {
            type: 'object',
            required: ['Status'],
            additionalProperties: false,
            properties: {
              Status: { enum: ['PASSED', 'WARNING', 'FAILED', 'NOT_AVAILABLE'] },
              RelatedRequirements: { type: 'array', maxItems: 32, items: text(256) },
              StatusReasons: {
                type: 'array',
                items: {
                  type: 'object',
                  required: ['ReasonCode'],
                  properties: { ReasonCode: { type: 'string', pattern: '^[A-Z_]+$' }, Description: text(1024) },
                  additionalProperties: false,
                },
              },
            },
          },
          Workflow: {
            type: 'object',
            properties: { Status: { enum: ['NEW', 'NOTIFIED', 'RESOLVED', 'SUPPRESSED'] } },
            additionalProperties: false,
          },
          RecordState: { enum: ['ACTIVE', 'ARCHIVED'] },
        },
      },
    },
  },
};
