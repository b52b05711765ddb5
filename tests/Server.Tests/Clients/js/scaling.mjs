// Application Auto Scaling through the AWS SDK for JavaScript: run by ScalingClientTests with AWS_ENDPOINT_URL set; asserts by itself and prints the ARN of the step scaling policy.
import assert from "node:assert/strict";
import { ApplicationAutoScaling } from "@aws-sdk/client-application-auto-scaling";

const scaling = new ApplicationAutoScaling({});
const target = { ServiceNamespace: "ecs", ResourceId: "service/default/web", ScalableDimension: "ecs:service:DesiredCount" };

await scaling.registerScalableTarget({ ...target, MinCapacity: 1, MaxCapacity: 5 });
const tracking = await scaling.putScalingPolicy({
  ...target, PolicyName: "cpu", PolicyType: "TargetTrackingScaling",
  TargetTrackingScalingPolicyConfiguration: { TargetValue: 75, PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilization" } },
});
assert.deepEqual(tracking.Alarms.map(alarm => alarm.AlarmName.slice(0, -36)), ["TargetTracking-service/default/web-AlarmHigh-", "TargetTracking-service/default/web-AlarmLow-"]);
const steps = await scaling.putScalingPolicy({
  ...target, PolicyName: "orders", PolicyType: "StepScaling",
  StepScalingPolicyConfiguration: {
    AdjustmentType: "ChangeInCapacity", Cooldown: 60,
    StepAdjustments: [{ MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 }, { MetricIntervalLowerBound: 10, ScalingAdjustment: 2 }],
  },
});
await scaling.putScheduledAction({ ...target, ScheduledActionName: "night", Schedule: "cron(0 22 ? * MON-FRI *)", Timezone: "Europe/Berlin", ScalableTargetAction: { MinCapacity: 0, MaxCapacity: 1 } });

const { ScheduledActions: [action] } = await scaling.describeScheduledActions({ ServiceNamespace: "ecs" });
assert.ok(action.CreationTime instanceof Date);
await assert.rejects(scaling.deleteScheduledAction({ ...target, ScheduledActionName: "none" }), {
  name: "ObjectNotFoundException",
  message: "No scheduled action found for service namespace: ecs, resource ID: service/default/web, scalable dimension: ecs:service:DesiredCount, scheduled action name: none",
});
await assert.rejects(scaling.registerScalableTarget({ ...target, MinCapacity: 9 }), { name: "ValidationException", message: "Maximum capacity cannot be less than minimum capacity" });

console.log(steps.PolicyARN);
