"""Application Auto Scaling through boto3: run by ScalingClientTests with AWS_ENDPOINT_URL set; asserts by itself and prints the ARN of the step scaling policy."""

import os

import boto3

scaling = boto3.client("application-autoscaling", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
target = {"ServiceNamespace": "ecs", "ResourceId": "service/default/web", "ScalableDimension": "ecs:service:DesiredCount"}

scaling.register_scalable_target(**target, MinCapacity=1, MaxCapacity=5)
tracking = scaling.put_scaling_policy(
    **target, PolicyName="cpu", PolicyType="TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration={"TargetValue": 75, "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"}},
)
assert [alarm["AlarmName"][:-36] for alarm in tracking["Alarms"]] == ["TargetTracking-service/default/web-AlarmHigh-", "TargetTracking-service/default/web-AlarmLow-"], tracking
steps = scaling.put_scaling_policy(
    **target, PolicyName="orders", PolicyType="StepScaling",
    StepScalingPolicyConfiguration={
        "AdjustmentType": "ChangeInCapacity", "Cooldown": 60,
        "StepAdjustments": [{"MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 10, "ScalingAdjustment": 1}, {"MetricIntervalLowerBound": 10, "ScalingAdjustment": 2}],
    },
)
scaling.put_scheduled_action(
    **target, ScheduledActionName="night", Schedule="cron(0 22 ? * MON-FRI *)", Timezone="Europe/Berlin", ScalableTargetAction={"MinCapacity": 0, "MaxCapacity": 1}
)

policies = [policy["PolicyName"] for page in scaling.get_paginator("describe_scaling_policies").paginate(ServiceNamespace="ecs", PaginationConfig={"PageSize": 1}) for policy in page["ScalingPolicies"]]
assert policies == ["cpu", "orders"], policies
try:
    scaling.delete_scaling_policy(**target, PolicyName="none")
    raise AssertionError("there")
except scaling.exceptions.ObjectNotFoundException as absent:
    assert absent.response["Error"]["Message"].endswith("scalable dimension: ecs:service:DesiredCount, policy name: none"), absent.response
try:
    scaling.put_scaling_policy(**target, PolicyName="later", PolicyType="PredictiveScaling")
    raise AssertionError("taken")
except scaling.exceptions.ValidationException as refused:
    assert refused.response["Error"]["Message"] == "ECS Workbook does not implement predictive scaling yet.", refused.response

print(steps["PolicyARN"])
