import type { PriceId } from './prices.ts';

/**
 * What each type of resource in the stack's template is billed by; nothing where AWS takes no money for it. A type that is
 * missing here has no price, which a test finds out.
 */
export const billedBy: Readonly<Record<string, readonly PriceId[]>> = {
  'AWS::ApiGatewayV2::Api': ['http-request'],
  'AWS::ApiGatewayV2::Integration': [],
  'AWS::ApiGatewayV2::Route': [],
  'AWS::ApiGatewayV2::Stage': [],
  'AWS::CloudFormation::StackSet': [],
  'AWS::CloudWatch::Alarm': ['alarm'],
  'AWS::CloudWatch::Dashboard': ['dashboard'],
  'AWS::DynamoDB::Table': ['dynamodb-write', 'dynamodb-read', 'dynamodb-storage', 'dynamodb-backup'],
  // Rules on events of AWS services and a bus itself are free; what is sent to one is paid by whoever sends it.
  'AWS::Events::EventBus': ['events-sent'],
  'AWS::Events::EventBusPolicy': [],
  'AWS::Events::Rule': [],
  'AWS::IAM::ManagedPolicy': [],
  'AWS::IAM::Policy': [],
  'AWS::IAM::Role': [],
  'AWS::KMS::Alias': [],
  'AWS::KMS::Key': ['kms-key', 'kms-request'],
  'AWS::Lambda::Alias': ['lambda-ready'],
  // Lambda asks queues for messages; what it reads of a stream is free.
  'AWS::Lambda::EventSourceMapping': ['sqs-request'],
  'AWS::Lambda::Function': ['lambda-request', 'lambda-time', 'trace'],
  'AWS::Lambda::Permission': [],
  'AWS::Lambda::Version': [],
  'AWS::Logs::LogGroup': ['log-ingest', 'log-storage'],
  'AWS::Logs::ResourcePolicy': [],
  'AWS::S3::Bucket': ['s3-put', 's3-get', 's3-storage'],
  'AWS::S3::BucketPolicy': [],
  'AWS::SNS::Subscription': [],
  'AWS::SNS::Topic': ['topic-publish'],
  'AWS::SNS::TopicPolicy': [],
  'AWS::SQS::Queue': ['sqs-request'],
  'AWS::SQS::QueuePolicy': [],
  'AWS::Scheduler::Schedule': ['scheduler-call'],
  'AWS::Scheduler::ScheduleGroup': [],
  'AWS::SecretsManager::Secret': ['secret'],
  'AWS::StepFunctions::StateMachine': ['steps-transition', 'steps-express', 'steps-express-time', 'trace'],
};
