using Amazon.ApplicationAutoScaling;
using Amazon.ApplicationAutoScaling.Model;
using Amazon.CloudWatch;
using Amazon.ECS;
using Amazon.Runtime;
using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>
/// Application Auto Scaling through every client: each makes a service, puts policies and schedules on it, and has it scaled by an alarm; what the .NET client
/// reads of it is the same for all.
/// </summary>
internal sealed class ScalingClientTests() : ClientFixture(ClockMode.Automatic)
{
    private const string Resource = "service/default/web";

    [Test]
    public async Task DotNet()
    {
        var account = NewAccount();
        using var scaling = Client(account);
        await ServiceAsync(account);
        var arn = (await scaling.RegisterScalableTargetAsync(new RegisterScalableTargetRequest
        {
            ServiceNamespace = ServiceNamespace.Ecs, ResourceId = Resource, ScalableDimension = ScalableDimension.EcsServiceDesiredCount, MinCapacity = 1, MaxCapacity = 5,
            Tags = new() { ["team"] = "shop" },
        })).ScalableTargetARN;
        (await scaling.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceARN = arn })).Tags.Should().Equal(new Dictionary<string, string> { ["team"] = "shop" });
        await scaling.TagResourceAsync(new TagResourceRequest { ResourceARN = arn, Tags = new() { ["stage"] = "test" } });
        await scaling.UntagResourceAsync(new UntagResourceRequest { ResourceARN = arn, TagKeys = ["team"] });
        (await scaling.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceARN = arn })).Tags.Keys.Should().Equal("stage");
        var tracking = await scaling.PutScalingPolicyAsync(new PutScalingPolicyRequest
        {
            ServiceNamespace = ServiceNamespace.Ecs, ResourceId = Resource, ScalableDimension = ScalableDimension.EcsServiceDesiredCount, PolicyName = "cpu", PolicyType = PolicyType.TargetTrackingScaling,
            TargetTrackingScalingPolicyConfiguration = new() { TargetValue = 75, PredefinedMetricSpecification = new() { PredefinedMetricType = MetricType.ECSServiceAverageCPUUtilization } },
        });
        tracking.Alarms.Select(alarm => alarm.AlarmName[..^36]).Should().Equal("TargetTracking-service/default/web-AlarmHigh-", "TargetTracking-service/default/web-AlarmLow-");
        var steps = await scaling.PutScalingPolicyAsync(new PutScalingPolicyRequest
        {
            ServiceNamespace = ServiceNamespace.Ecs, ResourceId = Resource, ScalableDimension = ScalableDimension.EcsServiceDesiredCount, PolicyName = "orders", PolicyType = PolicyType.StepScaling,
            StepScalingPolicyConfiguration = new()
            {
                AdjustmentType = AdjustmentType.ChangeInCapacity, Cooldown = 60,
                StepAdjustments = [new() { MetricIntervalLowerBound = 0, MetricIntervalUpperBound = 10, ScalingAdjustment = 1 }, new() { MetricIntervalLowerBound = 10, ScalingAdjustment = 2 }],
            },
        });
        await scaling.PutScheduledActionAsync(new PutScheduledActionRequest
        {
            ServiceNamespace = ServiceNamespace.Ecs, ResourceId = Resource, ScalableDimension = ScalableDimension.EcsServiceDesiredCount, ScheduledActionName = "night",
            Schedule = "cron(0 22 ? * MON-FRI *)", Timezone = "Europe/Berlin", ScalableTargetAction = new() { MinCapacity = 0, MaxCapacity = 1 },
        });
        await AlarmAsync(account, steps.PolicyARN);
        await SameForAllAsync(account);

        var refused = (await scaling.Invoking(client => client.PutScalingPolicyAsync(new PutScalingPolicyRequest
        {
            ServiceNamespace = ServiceNamespace.Ecs, ResourceId = "service/default/none", ScalableDimension = ScalableDimension.EcsServiceDesiredCount, PolicyName = "x",
        })).Should().ThrowAsync<ObjectNotFoundException>()).Which;
        refused.Message.Should().Be("No scalable target registered for service namespace: ecs, resource ID: service/default/none, scalable dimension: ecs:service:DesiredCount");
        await scaling.Invoking(client => client.DescribeScalableTargetsAsync(new DescribeScalableTargetsRequest { ServiceNamespace = ServiceNamespace.Ecs, NextToken = "?" })).Should().ThrowAsync<InvalidNextTokenException>();
        await scaling.Invoking(client => client.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceARN = arn + "0" })).Should().ThrowAsync<ResourceNotFoundException>();
        (await scaling.DescribeScalableTargetsAsync(new DescribeScalableTargetsRequest { ServiceNamespace = ServiceNamespace.Dynamodb })).ScalableTargets.Should().BeNullOrEmpty();

        await scaling.DeleteScheduledActionAsync(new DeleteScheduledActionRequest { ServiceNamespace = ServiceNamespace.Ecs, ResourceId = Resource, ScalableDimension = ScalableDimension.EcsServiceDesiredCount, ScheduledActionName = "night" });
        await scaling.DeleteScalingPolicyAsync(new DeleteScalingPolicyRequest { ServiceNamespace = ServiceNamespace.Ecs, ResourceId = Resource, ScalableDimension = ScalableDimension.EcsServiceDesiredCount, PolicyName = "cpu" });
        await scaling.DeregisterScalableTargetAsync(new DeregisterScalableTargetRequest { ServiceNamespace = ServiceNamespace.Ecs, ResourceId = Resource, ScalableDimension = ScalableDimension.EcsServiceDesiredCount });
        (await scaling.DescribeScalingPoliciesAsync(new DescribeScalingPoliciesRequest { ServiceNamespace = ServiceNamespace.Ecs })).ScalingPolicies.Should().BeNullOrEmpty();
        (await scaling.DescribeScalingActivitiesAsync(new DescribeScalingActivitiesRequest { ServiceNamespace = ServiceNamespace.Ecs })).ScalingActivities.Should().NotBeEmpty("they outlive the target");
    }

    [Test]
    public async Task Cli()
    {
        var aws = new AwsCli(Aws.Endpoint, NewAccount(), Region, "application-autoscaling");
        await ServiceAsync(aws.Account);
        string[] target = ["--service-namespace", "ecs", "--resource-id", Resource, "--scalable-dimension", "ecs:service:DesiredCount"];
        await aws.CallAsync(["register-scalable-target", .. target, "--min-capacity", "1", "--max-capacity", "5"]);
        await aws.CallAsync(["put-scaling-policy", .. target, "--policy-name", "cpu", "--policy-type", "TargetTrackingScaling", "--target-tracking-scaling-policy-configuration",
            """{"TargetValue":75.0,"PredefinedMetricSpecification":{"PredefinedMetricType":"ECSServiceAverageCPUUtilization"}}"""]);
        var steps = await aws.CallAsync(["put-scaling-policy", .. target, "--policy-name", "orders", "--policy-type", "StepScaling", "--step-scaling-policy-configuration",
            """{"AdjustmentType":"ChangeInCapacity","Cooldown":60,"StepAdjustments":[{"MetricIntervalLowerBound":0,"MetricIntervalUpperBound":10,"ScalingAdjustment":1},{"MetricIntervalLowerBound":10,"ScalingAdjustment":2}]}"""]);
        await aws.CallAsync(["put-scheduled-action", .. target, "--scheduled-action-name", "night", "--schedule", "cron(0 22 ? * MON-FRI *)", "--timezone", "Europe/Berlin",
            "--scalable-target-action", "MinCapacity=0,MaxCapacity=1"]);
        await aws.RefusedAsync("ValidationException", "PutScheduledAction", "Invalid schedule expression 'cron(0 22 * * *)': a cron expression has six fields, not 5.",
            ["put-scheduled-action", .. target, "--scheduled-action-name", "bad", "--schedule", "cron(0 22 * * *)", "--scalable-target-action", "MinCapacity=0"]);
        await aws.RefusedAsync("ValidationException", "RegisterScalableTarget", "Maximum capacity cannot be less than minimum capacity", ["register-scalable-target", .. target, "--min-capacity", "6"]);
        await aws.RefusedAsync("ValidationException", "RegisterScalableTarget", "ECS service doesn't exist: service/default/none",
            "register-scalable-target", "--service-namespace", "ecs", "--resource-id", "service/default/none", "--scalable-dimension", "ecs:service:DesiredCount", "--min-capacity", "1", "--max-capacity", "2");
        await AlarmAsync(aws.Account, steps.GetProperty("PolicyARN").GetString()!);
        await SameForAllAsync(aws.Account);
        (await aws.CallAsync("describe-scaling-activities", "--service-namespace", "ecs", "--resource-id", Resource)).GetProperty("ScalingActivities")[0].GetProperty("StatusCode").GetString().Should().Be("Successful");
    }

    [Test]
    public async Task Boto3()
    {
        var (python, account) = (await PythonWithBoto3Async(), NewAccount());
        await ServiceAsync(account);
        var policy = (await ClientProgram.RunAsync(Aws.Endpoint, account, Region, python, Source("scaling.py"))).Succeeded().Output.Trim();
        await AlarmAsync(account, policy);
        await SameForAllAsync(account);
    }

    [Test]
    public async Task JavaScript()
    {
        var (node, account) = (await NodeWithAwsSdkAsync(), NewAccount());
        await ServiceAsync(account);
        var policy = (await ClientProgram.RunAsync(Aws.Endpoint, account, Region, node, Source("js/scaling.mjs"))).Succeeded().Output.Trim();
        await AlarmAsync(account, policy);
        await SameForAllAsync(account);
    }

    private async Task ServiceAsync(string account)
    {
        using var ecs = new AmazonECSClient(new BasicAWSCredentials(account, "secret"), new AmazonECSConfig { ServiceURL = Aws.Endpoint.ToString(), AuthenticationRegion = Region });
        await ecs.CreateClusterAsync(new Amazon.ECS.Model.CreateClusterRequest());
        await ecs.RegisterTaskDefinitionAsync(new Amazon.ECS.Model.RegisterTaskDefinitionRequest
        {
            Family = "web", NetworkMode = NetworkMode.Awsvpc, RequiresCompatibilities = ["FARGATE"], Cpu = "256", Memory = "512", ContainerDefinitions = [new() { Name = "app", Image = "nginx" }],
        });
        await ecs.CreateServiceAsync(new Amazon.ECS.Model.CreateServiceRequest
        {
            ServiceName = "web", TaskDefinition = "web", DesiredCount = 1, LaunchType = LaunchType.FARGATE, NetworkConfiguration = new() { AwsvpcConfiguration = new() { Subnets = ["subnet-12345678"] } },
        });
        await Aws.Engine.Clock.RestAsync();
    }

    // One alarm of the policy: 12 orders above 100, so that the second step is taken.
    private async Task AlarmAsync(string account, string policyArn)
    {
        using var cloudWatch = new AmazonCloudWatchClient(new BasicAWSCredentials(account, "secret"), new AmazonCloudWatchConfig { ServiceURL = Aws.Endpoint.ToString(), AuthenticationRegion = Region });
        await cloudWatch.PutMetricAlarmAsync(new Amazon.CloudWatch.Model.PutMetricAlarmRequest
        {
            AlarmName = "many", Namespace = "Shop", MetricName = "Orders", Statistic = Statistic.Sum, Period = 60, EvaluationPeriods = 1, Threshold = 100,
            ComparisonOperator = ComparisonOperator.GreaterThanThreshold, AlarmActions = [policyArn],
        });
        // The pair of the other policy has just been made, and the clock looks ahead for it: a data point is of the minute in which it comes.
        await Aws.Engine.Clock.RestAsync();
        await cloudWatch.PutMetricDataAsync(new Amazon.CloudWatch.Model.PutMetricDataRequest { Namespace = "Shop", MetricData = [new() { MetricName = "Orders", Value = 112 }] });
        await Aws.Engine.Clock.RestAsync();
    }

    private async Task SameForAllAsync(string account)
    {
        using var scaling = Client(account);
        var target = (await scaling.DescribeScalableTargetsAsync(new DescribeScalableTargetsRequest { ServiceNamespace = ServiceNamespace.Ecs })).ScalableTargets.Single();
        (target.ResourceId, target.MinCapacity, target.MaxCapacity, target.SuspendedState.ScheduledScalingSuspended).Should().Be((Resource, 1, 5, false));
        target.RoleARN.Should().Be($"arn:aws:iam::{account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService");
        var policies = (await scaling.DescribeScalingPoliciesAsync(new DescribeScalingPoliciesRequest { ServiceNamespace = ServiceNamespace.Ecs, ResourceId = Resource })).ScalingPolicies;
        policies.Select(policy => $"{policy.PolicyName} {policy.PolicyType} {policy.TargetTrackingScalingPolicyConfiguration?.TargetValue ?? policy.StepScalingPolicyConfiguration.StepAdjustments.Count} {policy.Alarms.Count}")
            .Should().Equal("cpu TargetTrackingScaling 75 2", "orders StepScaling 2 1");
        policies[1].Alarms[0].AlarmName.Should().Be("many");
        var action = (await scaling.DescribeScheduledActionsAsync(new DescribeScheduledActionsRequest { ServiceNamespace = ServiceNamespace.Ecs })).ScheduledActions.Single();
        (action.ScheduledActionName, action.Schedule, action.Timezone, action.ScalableTargetAction.MinCapacity, action.ScalableTargetAction.MaxCapacity).Should().Be(("night", "cron(0 22 ? * MON-FRI *)", "Europe/Berlin", 0, 1));
        var activity = (await scaling.DescribeScalingActivitiesAsync(new DescribeScalingActivitiesRequest { ServiceNamespace = ServiceNamespace.Ecs, ResourceId = Resource })).ScalingActivities.Last();
        (activity.Description, activity.Cause, activity.StatusCode.Value, activity.StatusMessage).Should().Be((
            "Setting desired count to 3.", "monitor alarm many in state ALARM triggered policy orders", "Successful", "Successfully set desired count to 3. Change successfully fulfilled by ecs."));
        activity.EndTime.Should().BeAfter(activity.StartTime!.Value);
    }

    private AmazonApplicationAutoScalingClient Client(string account) =>
        new(new BasicAWSCredentials(account, "secret"), new AmazonApplicationAutoScalingConfig { ServiceURL = Aws.Endpoint.ToString(), AuthenticationRegion = Region });
}
