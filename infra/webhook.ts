import { Validations } from 'aws-cdk-lib';
import { CfnStage, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Where Event Grid and Pub/Sub deliver to: one path for each cloud whose sender the config names. */
export function webhookIn(scope: Construct, webhook: LambdaFunction, clouds: readonly ('azure' | 'gcp')[]): HttpApi {
  const api = new HttpApi(scope, 'Webhook-Api', {
    description: 'Takes events of other clouds for Shoalwatch',
    createDefaultStage: false,
  });
  const log = new LogGroup(scope, 'WebhookAccessLog', {
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  api.addStage('Stage', {
    stageName: '$default',
    autoDeploy: true,
    throttle: { rateLimit: 50, burstLimit: 100 },
  });
  const stage = api.node.findAll().find((it) => it instanceof CfnStage);
  if (stage) stage.accessLogSettings = { destinationArn: log.logGroupArn, format: accessLine };
  const integration = new HttpLambdaIntegration('Function', webhook);
  const methods = { azure: [HttpMethod.POST, HttpMethod.OPTIONS], gcp: [HttpMethod.POST] };
  for (const cloud of clouds) api.addRoutes({ path: `/events/${cloud}`, methods: [...methods[cloud]], integration });
  Validations.of(api).acknowledge({
    id: 'AwsSolutions-APIG4',
    reason: 'The function checks the token of each delivery: issuer, audience and the sender that the config names.',
  });
  return api;
}

const accessLine = JSON.stringify({
  at: '$context.requestTime',
  id: '$context.requestId',
  from: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
});
