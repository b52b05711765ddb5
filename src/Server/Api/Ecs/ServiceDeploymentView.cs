using Workbook.Orchestration;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Api.Ecs;

/// <summary>Service deployments and revisions as the API shows them.</summary>
internal static class ServiceDeploymentView
{
    public static ServiceDeployment Of(World world, EcsServiceDeployment rollout)
    {
        var service = world.Services.GetValueOrDefault(rollout.ServiceKey);
        return new()
        {
            ServiceDeploymentArn = ArnOf(world, rollout),
            ServiceArn = Arn.Service(world.Scope, rollout.ClusterName, rollout.ServiceName).ToString(),
            ClusterArn = Arn.Cluster(world.Scope, rollout.ClusterName).ToString(),
            CreatedAt = rollout.CreatedAt,
            StartedAt = rollout.StartedAt,
            FinishedAt = rollout.FinishedAt,
            StoppedAt = rollout.StoppedAt,
            UpdatedAt = rollout.UpdatedAt,
            SourceServiceRevisions = rollout.Sources.Select(source => Summary(world, rollout, service, source.RevisionId, source.DeploymentId, 100 - rollout.ProductionPercent, 100 - rollout.TestPercent)).ToValueList(),
            TargetServiceRevision = Summary(world, rollout, service, rollout.TargetRevisionId, rollout.DeploymentId, rollout.ProductionPercent, rollout.TestPercent),
            Status = rollout.Status,
            StatusReason = rollout.StatusReason,
            LifecycleStage = rollout.Stage == Stages.PreProductionTrafficShift ? ServiceDeploymentLifecycleStage.ProductionTrafficShift : rollout.Stage,
            LifecycleHookDetails = rollout.Hooks.Count == 0 ? null : rollout.Hooks.Select(Hook).ToValueList(),
            DeploymentConfiguration = rollout.Configuration,
            Rollback = rollout.Rollback is { } note
                ? new() { Reason = note.Reason, StartedAt = note.StartedAt, ServiceRevisionArn = RevisionArn(world, rollout, note.RevisionId) }
                : null,
            DeploymentCircuitBreaker = Breaker(rollout, service),
            Alarms = Alarms(rollout),
        };
    }

    public static ServiceDeploymentBrief Brief(World world, EcsServiceDeployment rollout) => new()
    {
        ServiceDeploymentArn = ArnOf(world, rollout),
        ServiceArn = Arn.Service(world.Scope, rollout.ClusterName, rollout.ServiceName).ToString(),
        ClusterArn = Arn.Cluster(world.Scope, rollout.ClusterName).ToString(),
        StartedAt = rollout.StartedAt,
        CreatedAt = rollout.CreatedAt,
        FinishedAt = rollout.FinishedAt,
        TargetServiceRevisionArn = RevisionArn(world, rollout, rollout.TargetRevisionId),
        Status = rollout.Status,
        StatusReason = rollout.StatusReason,
    };

    public static ServiceRevision Of(World world, EcsServiceRevision revision)
    {
        var spec = revision.Spec;
        return new()
        {
            ServiceRevisionArn = Arn.ServiceRevision(world.Scope, revision.ClusterName, revision.ServiceName, revision.Id).ToString(),
            ServiceArn = Arn.Service(world.Scope, revision.ClusterName, revision.ServiceName).ToString(),
            ClusterArn = Arn.Cluster(world.Scope, revision.ClusterName).ToString(),
            TaskDefinition = ServiceView.DefinitionArn(world, spec),
            LaunchType = spec.LaunchType,
            CapacityProviderStrategy = spec.CapacityProviderStrategy.Count > 0 ? ServiceView.Complete(spec.CapacityProviderStrategy) : null,
            PlatformVersion = ServiceView.PlatformVersion(spec),
            PlatformFamily = ServiceView.PlatformFamily(spec),
            LoadBalancers = spec.LoadBalancers,
            ServiceRegistries = spec.ServiceRegistries,
            NetworkConfiguration = spec.NetworkConfiguration,
            ContainerImages = revision.ContainerImages,
            ResolvedConfiguration = revision.TargetGroupArns.Count == 0 ? null : new() { LoadBalancers = Resolved(revision) },
            GuardDutyEnabled = false,
            ServiceConnectConfiguration = spec.ServiceConnectConfiguration,
            VolumeConfigurations = spec.VolumeConfigurations,
            VpcLatticeConfigurations = spec.VpcLatticeConfigurations,
            CreatedAt = revision.CreatedAt,
        };
    }

    private static ValueList<ServiceRevisionLoadBalancer> Resolved(EcsServiceRevision revision) => revision.Spec.LoadBalancers
        .Select((balancer, number) => new ServiceRevisionLoadBalancer
        {
            TargetGroupArn = revision.TargetGroupArns[number],
            ProductionListenerRule = balancer.AdvancedConfiguration?.ProductionListenerRule,
        })
        .ToValueList();

    public static string ArnOf(World world, EcsServiceDeployment rollout) =>
        Arn.ServiceDeployment(world.Scope, rollout.ClusterName, rollout.ServiceName, rollout.Id).ToString();

    private static string RevisionArn(World world, EcsServiceDeployment rollout, string id) =>
        Arn.ServiceRevision(world.Scope, rollout.ClusterName, rollout.ServiceName, id).ToString();

    private static ServiceRevisionSummary Summary(World world, EcsServiceDeployment rollout, EcsService? service, string revisionId, string deploymentId, double production, double test)
    {
        var shifts = rollout.Configuration.Strategy is not (null or DeploymentStrategy.Rolling);
        var tally = world.TallyOf(deploymentId);
        return new()
        {
            Arn = RevisionArn(world, rollout, revisionId),
            RequestedTaskCount = service?.Deployments.FirstOrDefault(each => each.Id == deploymentId)?.DesiredCount ?? 0,
            RunningTaskCount = tally.Running,
            PendingTaskCount = tally.Pending,
            RequestedProductionTrafficWeight = shifts ? production : null,
            RequestedTestTrafficWeight = shifts ? test : null,
        };
    }

    private static DeploymentLifecycleHookDetail Hook(HookRun hook) => new()
    {
        HookId = hook.Id,
        TargetType = hook.TargetType,
        TargetArn = hook.TargetArn,
        Status = hook.Status,
        ExpiresAt = hook.ExpiresAt,
        TimeoutAction = hook.TimeoutAction,
    };

    private static ServiceDeploymentCircuitBreaker Breaker(EcsServiceDeployment rollout, EcsService? service)
    {
        var breaker = rollout.Configuration.DeploymentCircuitBreaker;
        var deployment = service?.Deployments.FirstOrDefault(each => each.Id == rollout.DeploymentId);
        var threshold = DeploymentMonitors.Threshold(breaker, service?.DesiredCount ?? 0);
        var failures = deployment?.FailedTasks ?? rollout.FailureCount;
        return new()
        {
            Status = Monitoring(breaker?.Enable == true, failures >= threshold, rollout),
            FailureCount = failures,
            Threshold = threshold,
        };
    }

    private static ServiceDeploymentAlarms Alarms(EcsServiceDeployment rollout) => new()
    {
        Status = Monitoring(rollout.Configuration.Alarms?.Enable == true, rollout.TriggeredAlarms.Count > 0, rollout),
        AlarmNames = rollout.Configuration.Alarms?.AlarmNames ?? [],
        TriggeredAlarmNames = rollout.TriggeredAlarms,
    };

    private static string Monitoring(bool isEnabled, bool isTriggered, EcsServiceDeployment rollout) =>
        !isEnabled ? ServiceDeploymentRollbackMonitorsStatus.Disabled
        : isTriggered ? ServiceDeploymentRollbackMonitorsStatus.Triggered
        : rollout.HasEnded ? ServiceDeploymentRollbackMonitorsStatus.MonitoringComplete
        : ServiceDeploymentRollbackMonitorsStatus.Monitoring;
}
