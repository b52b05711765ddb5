using System.Diagnostics;
using Workbook.Orchestration.ApplicationAutoScaling;
using Workbook.Orchestration.AutoScaling;
using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.CloudWatch;
using Workbook.Orchestration.CloudWatch.Alarms;
using Workbook.Orchestration.Clusters;
using Workbook.Orchestration.Deployments;
using Workbook.Orchestration.Ec2;
using Workbook.Orchestration.History;
using Workbook.Orchestration.Images;
using Workbook.Orchestration.Images.Scanning;
using Workbook.Orchestration.LoadBalancing;
using Workbook.Orchestration.LoadBalancing.Classic;
using Workbook.Orchestration.Services;
using Workbook.Orchestration.Settings;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;

namespace Workbook.Engine.State;

/// <summary>Takes a <see cref="World"/> apart into what is kept on disk, and puts it together again.</summary>
internal static class Entities
{
    /// <summary>In this order a World can be put together: an instance's remaining resources already count its tasks.</summary>
    public static readonly EntityKind[] LoadOrder =
    [
        EntityKind.Cluster,
        EntityKind.Family,
        EntityKind.TaskDefinition,
        EntityKind.Task,
        EntityKind.ContainerInstance,
        EntityKind.ServiceRevision,
        EntityKind.ServiceDeployment,
        EntityKind.Alarm,
        EntityKind.History,
        EntityKind.Service,
        EntityKind.AccountSetting,
        EntityKind.ClientToken,
        EntityKind.CapacityProvider,
        EntityKind.Ec2Account,
        EntityKind.Vpc,
        EntityKind.Subnet,
        EntityKind.SecurityGroup,
        EntityKind.InternetGateway,
        EntityKind.RouteTable,
        EntityKind.KeyPair,
        EntityKind.LaunchTemplate,
        EntityKind.Ec2Instance,
        EntityKind.NetworkInterface,
        EntityKind.AutoScalingGroup,
        EntityKind.LaunchConfiguration,
        EntityKind.ScalingActivity,
        EntityKind.EcrRepository,
        EntityKind.EcrLayer,
        EntityKind.EcrImage,
        EntityKind.EcrRegistry,
        EntityKind.EcrPublicRepository,
        EntityKind.EcrScan,
        EntityKind.LoadBalancer,
        EntityKind.Listener,
        EntityKind.ListenerRule,
        EntityKind.TargetGroup,
        EntityKind.Target,
        EntityKind.ClassicLoadBalancer,
        EntityKind.AlarmHistory,
        EntityKind.Dashboard,
        EntityKind.ScalableTarget,
        EntityKind.ScalingPolicy,
        EntityKind.ScheduledAction,
        EntityKind.TargetActivity,
    ];

    public static Type TypeOf(EntityKind kind) => kind switch
    {
        EntityKind.Cluster => typeof(ClusterState),
        EntityKind.Family => typeof(Family),
        EntityKind.TaskDefinition => typeof(TaskDefinitionRevision),
        EntityKind.Task => typeof(EcsTask),
        EntityKind.ContainerInstance => typeof(Instance),
        EntityKind.Service => typeof(EcsService),
        EntityKind.ServiceRevision => typeof(EcsServiceRevision),
        EntityKind.ServiceDeployment => typeof(EcsServiceDeployment),
        EntityKind.Alarm => typeof(CwAlarm),
        EntityKind.History => typeof(Chain),
        EntityKind.AccountSetting => typeof(AccountSetting),
        EntityKind.ClientToken => typeof(ClientToken),
        EntityKind.CapacityProvider => typeof(EcsCapacityProvider),
        EntityKind.Ec2Account => typeof(Ec2Account),
        EntityKind.Vpc => typeof(Ec2Vpc),
        EntityKind.Subnet => typeof(Ec2Subnet),
        EntityKind.SecurityGroup => typeof(Ec2SecurityGroup),
        EntityKind.InternetGateway => typeof(Ec2InternetGateway),
        EntityKind.RouteTable => typeof(Ec2RouteTable),
        EntityKind.KeyPair => typeof(Ec2KeyPair),
        EntityKind.LaunchTemplate => typeof(Ec2LaunchTemplate),
        EntityKind.Ec2Instance => typeof(Ec2Instance),
        EntityKind.NetworkInterface => typeof(Ec2NetworkInterface),
        EntityKind.AutoScalingGroup => typeof(AutoScalingGroupState),
        EntityKind.LaunchConfiguration => typeof(LaunchConfigurationState),
        EntityKind.ScalingActivity => typeof(ScalingActivity),
        EntityKind.EcrRepository => typeof(EcrRepository),
        EntityKind.EcrLayer => typeof(EcrLayer),
        EntityKind.EcrImage => typeof(EcrImage),
        EntityKind.EcrRegistry => typeof(EcrRegistry),
        EntityKind.EcrPublicRepository => typeof(EcrPublicRepository),
        EntityKind.EcrScan => typeof(EcrScan),
        EntityKind.LoadBalancer => typeof(ElbLoadBalancer),
        EntityKind.Listener => typeof(ElbListener),
        EntityKind.ListenerRule => typeof(ElbRule),
        EntityKind.TargetGroup => typeof(ElbTargetGroup),
        EntityKind.Target => typeof(ElbTarget),
        EntityKind.ClassicLoadBalancer => typeof(ClassicLoadBalancer),
        EntityKind.AlarmHistory => typeof(CwAlarmHistory),
        EntityKind.Dashboard => typeof(CwDashboard),
        EntityKind.ScalableTarget => typeof(AasScalableTarget),
        EntityKind.ScalingPolicy => typeof(AasScalingPolicy),
        EntityKind.ScheduledAction => typeof(AasScheduledAction),
        EntityKind.TargetActivity => typeof(AasScalingActivity),
        _ => throw new UnreachableException(),
    };

    /// <summary>The thing, or null when it is gone.</summary>
    public static object? Find(World world, EntityKey key) => key.Kind switch
    {
        EntityKind.Cluster => world.Clusters.GetValueOrDefault(key.Key),
        EntityKind.Family => world.Families.GetValueOrDefault(key.Key),
        EntityKind.TaskDefinition => world.TaskDefinitions.GetValueOrDefault(key.Key),
        EntityKind.Task => world.Tasks.GetValueOrDefault(key.Key),
        EntityKind.ContainerInstance => world.ContainerInstances.GetValueOrDefault(key.Key),
        EntityKind.Service => world.Services.GetValueOrDefault(key.Key),
        EntityKind.ServiceRevision => world.ServiceRevisions.GetValueOrDefault(key.Key),
        EntityKind.ServiceDeployment => world.ServiceDeployments.GetValueOrDefault(key.Key),
        EntityKind.Alarm => world.Alarms.GetValueOrDefault(key.Key),
        EntityKind.History => world.Histories.GetValueOrDefault(key.Key),
        EntityKind.AccountSetting => world.AccountSettings.GetValueOrDefault(key.Key),
        EntityKind.ClientToken => world.ClientTokens.GetValueOrDefault(key.Key),
        EntityKind.CapacityProvider => world.Providers.GetValueOrDefault(key.Key),
        EntityKind.AutoScalingGroup => world.AutoScalingGroups.GetValueOrDefault(key.Key),
        EntityKind.LaunchConfiguration => world.LaunchConfigurations.GetValueOrDefault(key.Key),
        EntityKind.ScalingActivity => world.ScalingActivities.GetValueOrDefault(key.Key),
        EntityKind.EcrRepository => world.EcrRepositories.GetValueOrDefault(key.Key),
        EntityKind.EcrLayer => world.EcrLayers.GetValueOrDefault(key.Key),
        EntityKind.EcrImage => world.EcrImages.GetValueOrDefault(key.Key),
        EntityKind.EcrRegistry => world.EcrRegistry,
        EntityKind.EcrPublicRepository => world.EcrPublicRepositories.GetValueOrDefault(key.Key),
        EntityKind.EcrScan => world.EcrScans.GetValueOrDefault(key.Key),
        EntityKind.LoadBalancer => world.LoadBalancers.GetValueOrDefault(key.Key),
        EntityKind.Listener => world.Listeners.GetValueOrDefault(key.Key),
        EntityKind.ListenerRule => world.ListenerRules.GetValueOrDefault(key.Key),
        EntityKind.TargetGroup => world.TargetGroups.GetValueOrDefault(key.Key),
        EntityKind.Target => world.Targets.GetValueOrDefault(key.Key),
        EntityKind.ClassicLoadBalancer => world.ClassicLoadBalancers.GetValueOrDefault(key.Key),
        EntityKind.AlarmHistory => world.AlarmHistories.GetValueOrDefault(key.Key),
        EntityKind.Dashboard => world.Dashboards.GetValueOrDefault(key.Key),
        EntityKind.ScalableTarget => world.ScalableTargets.GetValueOrDefault(key.Key),
        EntityKind.ScalingPolicy => world.ScalingPolicies.GetValueOrDefault(key.Key),
        EntityKind.ScheduledAction => world.ScheduledActions.GetValueOrDefault(key.Key),
        EntityKind.TargetActivity => world.TargetActivities.GetValueOrDefault(key.Key),
        EntityKind.Ec2Account or EntityKind.Vpc or EntityKind.Subnet or EntityKind.SecurityGroup
            or EntityKind.InternetGateway or EntityKind.RouteTable or EntityKind.KeyPair or EntityKind.LaunchTemplate or EntityKind.Ec2Instance or EntityKind.NetworkInterface => world.Ec2Resources.GetValueOrDefault(key.Key),
        _ => throw new UnreachableException(),
    };

    public static World Put(World world, object entity) => entity switch
    {
        ClusterState cluster => world.Put(cluster),
        Family family => world.Put(family),
        TaskDefinitionRevision revision => world.Put(revision),
        EcsTask task => world.Put(task),
        Instance instance => world.Put(instance),
        EcsService service => world.Put(service),
        EcsServiceRevision revision => world.Put(revision),
        EcsServiceDeployment deployment => world.Put(deployment),
        CwAlarm alarm => world.Put(alarm),
        CwAlarmHistory history => world.Put(history),
        CwDashboard dashboard => world.Put(dashboard),
        AasScalableTarget target => world.Put(target),
        AasScalingPolicy policy => world.Put(policy),
        AasScheduledAction action => world.Put(action),
        AasScalingActivity activity => world.Put(activity),
        Chain chain => world.Put(chain),
        AccountSetting setting => world.Put(setting),
        ClientToken token => world.Put(token),
        EcsCapacityProvider provider => world.Put(provider),
        Ec2Resource resource => world.Put(resource),
        AutoScalingGroupState group => world.Put(group),
        LaunchConfigurationState configuration => world.Put(configuration),
        ScalingActivity activity => world.Put(activity),
        EcrRepository repository => world.Put(repository),
        EcrLayer layer => world.Put(layer),
        EcrImage image => world.Put(image),
        EcrRegistry registry => world.Put(registry),
        EcrPublicRepository repository => world.Put(repository),
        EcrScan scan => world.Put(scan),
        ElbLoadBalancer balancer => world.Put(balancer),
        ElbListener listener => world.Put(listener),
        ElbRule rule => world.Put(rule),
        ElbTargetGroup group => world.Put(group),
        ElbTarget target => world.Put(target),
        ClassicLoadBalancer balancer => world.Put(balancer),
        _ => throw new UnreachableException(),
    };

    public static IEnumerable<EntityKey> KeysOf(World world) =>
    [
        .. world.Clusters.Keys.Select(key => new EntityKey(EntityKind.Cluster, key)),
        .. world.Families.Keys.Select(key => new EntityKey(EntityKind.Family, key)),
        .. world.TaskDefinitions.Keys.Select(key => new EntityKey(EntityKind.TaskDefinition, key)),
        .. world.Tasks.Keys.Select(key => new EntityKey(EntityKind.Task, key)),
        .. world.ContainerInstances.Keys.Select(key => new EntityKey(EntityKind.ContainerInstance, key)),
        .. world.Services.Keys.Select(key => new EntityKey(EntityKind.Service, key)),
        .. world.ServiceRevisions.Keys.Select(key => new EntityKey(EntityKind.ServiceRevision, key)),
        .. world.ServiceDeployments.Keys.Select(key => new EntityKey(EntityKind.ServiceDeployment, key)),
        .. world.Histories.Keys.Select(key => new EntityKey(EntityKind.History, key)),
        .. world.Alarms.Keys.Select(key => new EntityKey(EntityKind.Alarm, key)),
        .. world.AlarmHistories.Keys.Select(key => new EntityKey(EntityKind.AlarmHistory, key)),
        .. world.Dashboards.Keys.Select(key => new EntityKey(EntityKind.Dashboard, key)),
        .. world.ScalableTargets.Keys.Select(key => new EntityKey(EntityKind.ScalableTarget, key)),
        .. world.ScalingPolicies.Keys.Select(key => new EntityKey(EntityKind.ScalingPolicy, key)),
        .. world.ScheduledActions.Keys.Select(key => new EntityKey(EntityKind.ScheduledAction, key)),
        .. world.TargetActivities.Keys.Select(key => new EntityKey(EntityKind.TargetActivity, key)),
        .. world.AccountSettings.Keys.Select(key => new EntityKey(EntityKind.AccountSetting, key)),
        .. world.ClientTokens.Keys.Select(key => new EntityKey(EntityKind.ClientToken, key)),
        .. world.Providers.Keys.Select(key => new EntityKey(EntityKind.CapacityProvider, key)),
        .. world.Ec2Resources.Values.Select(resource => new EntityKey(resource.Kind, resource.Id)),
        .. world.AutoScalingGroups.Keys.Select(key => new EntityKey(EntityKind.AutoScalingGroup, key)),
        .. world.LaunchConfigurations.Keys.Select(key => new EntityKey(EntityKind.LaunchConfiguration, key)),
        .. world.ScalingActivities.Keys.Select(key => new EntityKey(EntityKind.ScalingActivity, key)),
        .. world.EcrRepositories.Keys.Select(key => new EntityKey(EntityKind.EcrRepository, key)),
        .. world.EcrLayers.Keys.Select(key => new EntityKey(EntityKind.EcrLayer, key)),
        .. world.EcrImages.Keys.Select(key => new EntityKey(EntityKind.EcrImage, key)),
        .. world.EcrPublicRepositories.Keys.Select(key => new EntityKey(EntityKind.EcrPublicRepository, key)),
        .. world.EcrScans.Keys.Select(key => new EntityKey(EntityKind.EcrScan, key)),
        .. world.LoadBalancers.Keys.Select(key => new EntityKey(EntityKind.LoadBalancer, key)),
        .. world.Listeners.Keys.Select(key => new EntityKey(EntityKind.Listener, key)),
        .. world.ListenerRules.Keys.Select(key => new EntityKey(EntityKind.ListenerRule, key)),
        .. world.TargetGroups.Keys.Select(key => new EntityKey(EntityKind.TargetGroup, key)),
        .. world.Targets.Keys.Select(key => new EntityKey(EntityKind.Target, key)),
        .. world.ClassicLoadBalancers.Keys.Select(key => new EntityKey(EntityKind.ClassicLoadBalancer, key)),
        .. world.EcrRegistry == EcrRegistry.Default ? Array.Empty<EntityKey>() : [new EntityKey(EntityKind.EcrRegistry, EcrRegistry.Key)],
    ];
}
