// The floors of docs/architecture.md: a file imports only from lower floors. tools/floors.ts runs this.
const ground = '^src/(lib|model)/';
const sdks =
  'node_modules/(@aws-sdk|@smithy|@azure|@google-cloud|@googleapis|@grpc|@kubernetes|undici|google-auth-library)/';
const drivers = '^src/store/drivers/(dynamo-(table|items)|s3-((pruned-)?files|reports))\\.ts$';
const edges = '/(collect|apply|cloud|failure|gone|own-read|reread|visit)[a-z-]*\\.ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: '^(src|rules|cli|functions|infra|tools)/' },
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '\\.gen\\.ts$',
          '^cli/main\\.ts$',
          '^functions/[a-z-]+\\.ts$',
          '^infra/(app|index)\\.ts$',
          '^tools/',
          '^vitest',
          '^src/lib/',
        ],
      },
      to: {},
    },
    {
      name: 'lib-is-ground',
      severity: 'error',
      from: { path: '^src/lib/' },
      to: { path: '^(src/(?!lib/)|rules|cli|tools|test)' },
    },
    {
      name: 'model-on-lib',
      severity: 'error',
      from: { path: '^src/model/' },
      to: { path: '^(src/(?!lib/|model/)|rules|cli|tools|test)' },
    },
    {
      name: 'engine-is-pure',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: { path: '^(src/(?!lib/|model/|engine/)|rules|cli|tools|test)' },
    },
    {
      name: 'the-middle-does-no-io',
      severity: 'error',
      from: { path: '^src/(engine|model|report|app)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'lib-only-hashes',
      severity: 'error',
      from: { path: '^src/lib/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'core-sees-zod-only',
      severity: 'error',
      from: { path: '^src/(lib|model|engine)/', pathNot: '^src/engine/custom/custom-(rule|limits)\\.ts$' },
      to: { path: 'node_modules/', pathNot: 'node_modules/zod/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'cel-in-one-file',
      severity: 'error',
      from: { pathNot: '^(src/engine/custom/custom-rule\\.ts$|test/)' },
      to: { path: 'node_modules/@marcbachmann/cel-js/' },
    },
    {
      name: 'patterns-of-others-in-one-file',
      severity: 'error',
      from: { path: '^src/engine/custom/custom-limits\\.ts$' },
      to: { path: 'node_modules/', pathNot: 'node_modules/re2js/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'sdks-are-the-clouds',
      severity: 'error',
      from: { path: '^src/(store|report|notify|app)/', pathNot: drivers },
      to: { path: sdks, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'drivers-see-their-own-sdk',
      severity: 'error',
      from: { path: drivers },
      to: {
        path: 'node_modules/',
        pathNot: 'node_modules/@aws-sdk/client-(dynamodb|s3)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'bills-are-pure',
      severity: 'error',
      from: { path: '^src/bills/' },
      to: {
        path: ['^src/', 'node_modules/'],
        pathNot: [
          ground,
          '^src/bills/',
          'node_modules/(zod|packageurl-js|semver|@types/semver|@renovatebot/(pep440|ruby-semver)|saxes)/',
        ],
      },
    },
    { name: 'bills-do-no-io', severity: 'error', from: { path: '^src/bills/' }, to: { dependencyTypes: ['core'] } },
    {
      name: 'facts-are-pure',
      severity: 'error',
      from: { path: '^src/clouds/(aws|azure|gcp|kubernetes)/.*(resource|facts|actions|events)\\.ts$' },
      to: { path: [edges, '^src/(engine|store|report|app)/', '^src/clouds/(gate|sheet|files)'] },
    },
    {
      name: 'facts-see-no-sdk',
      severity: 'error',
      from: { path: '^src/clouds/(aws|azure|gcp|kubernetes)/.*(resource|facts|actions|events)\\.ts$' },
      to: {
        path: sdks,
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'resources-know-no-facts',
      severity: 'error',
      from: { path: '/resource\\.ts$' },
      to: { path: 'facts\\.ts$' },
    },
    {
      name: 'clouds-are-strangers',
      severity: 'error',
      from: { path: '^src/clouds/(aws|azure|gcp|kubernetes)/' },
      to: { path: '^src/clouds/(aws|azure|gcp|kubernetes)/', pathNot: '^src/clouds/$1/' },
    },
    {
      name: 'clouds-on-core',
      severity: 'error',
      from: { path: '^src/clouds/' },
      to: { path: '^(src/(store|report|app|engine)|rules|cli|tools|test)' },
    },
    {
      name: 'edges-are-strangers',
      severity: 'error',
      from: { path: '^src/(store|report|notify)/' },
      to: { path: '^(src/(clouds|app)|rules|cli|tools|test)' },
    },
    {
      name: 'edges-know-no-other',
      severity: 'error',
      from: { path: '^src/(store|report|notify)/' },
      to: { path: '^src/(store|report|notify)/', pathNot: '^src/$1/' },
    },
    {
      name: 'app-is-handed-the-edges',
      severity: 'error',
      from: { path: '^src/app/' },
      to: {
        path: ['^src/(clouds|store|report|notify)/', '^(rules|cli|tools|test)'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'src-knows-no-content',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(rules|functions|cli|infra|test|tools)/' },
    },
    {
      name: 'rules-see-little',
      severity: 'error',
      from: { path: '^rules/', pathNot: '\\.gen\\.ts$' },
      to: {
        path: '^(src|cli|tools|test)/',
        pathNot: [ground, '^src/clouds/.*(resource|facts|actions)\\.ts$'],
      },
    },
    { name: 'rules-do-no-io', severity: 'error', from: { path: '^rules/' }, to: { dependencyTypes: ['core'] } },
    {
      name: 'rules-see-zod-only',
      severity: 'error',
      from: { path: '^rules/', pathNot: '\\.gen\\.ts$' },
      to: { path: 'node_modules/', pathNot: 'node_modules/zod/' },
    },
    {
      name: 'zod-on-its-floors',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(lib|model|engine|app|bills)/', '^src/clouds/.*(events|envelope)\\.ts$'] },
      to: { path: 'node_modules/zod/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'product-knows-no-test',
      severity: 'error',
      from: { path: '^(src|cli|functions|infra|rules|examples)/' },
      to: { path: '^test/' },
    },
    {
      name: 'entries-are-strangers',
      severity: 'error',
      from: { path: '^(cli|functions|infra)/' },
      to: { path: '^(cli|functions|infra|tools)/', pathNot: '^$1/' },
    },
    {
      name: 'infra-knows-metadata',
      severity: 'error',
      from: { path: '^infra/' },
      to: { path: sdks, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'cdk-in-infra',
      severity: 'error',
      from: { pathNot: '^(infra|test)/' },
      to: { path: 'node_modules/(aws-cdk-lib|constructs|cdk-nag)/' },
    },
    {
      name: 'apply-is-the-remediators',
      severity: 'error',
      from: { pathNot: ['^test/', '/wire', '/apply'] },
      to: { path: '/apply[a-z-]*\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'types', 'node', 'default'], exportsFields: ['exports'] },
  },
};
