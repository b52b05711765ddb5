using System.Diagnostics.CodeAnalysis;

namespace Workbook.Orchestration.Worlds;

/// <summary>The kinds of things that a <see cref="World"/> keeps; also the names of their tables on disk.</summary>
public enum EntityKind
{
    Cluster,
    Family,
    TaskDefinition,
    Task,
    ContainerInstance,
    Service,
    ServiceRevision,
    ServiceDeployment,
    Alarm,
    History,
    AccountSetting,
    ClientToken,
    CapacityProvider,
    Ec2Account,
    Vpc,
    Subnet,
    SecurityGroup,
    InternetGateway,
    RouteTable,
    KeyPair,
    LaunchTemplate,
    Ec2Instance,
    NetworkInterface,
    AutoScalingGroup,
    LaunchConfiguration,
    ScalingActivity,
    EcrRepository,
    EcrLayer,
    EcrImage,
    EcrRegistry,
    EcrPublicRepository,
    EcrScan,
    LoadBalancer,
    Listener,
    ListenerRule,
    TargetGroup,
    Target,
    ClassicLoadBalancer,
    AlarmHistory,
    Dashboard,
    ServiceLoad,
    ScalableTarget,
    ScalingPolicy,
    ScheduledAction,
    TargetActivity,
}

/// <summary>Names one thing in a <see cref="World"/>.</summary>
[SuppressMessage("Design", "CA1036", Justification = "Ordered for sorted sets; nobody asks which key is greater.")]
public readonly record struct EntityKey(EntityKind Kind, string Key) : IComparable<EntityKey>
{
    public int CompareTo(EntityKey other) =>
        Kind != other.Kind ? Kind.CompareTo(other.Kind) : string.CompareOrdinal(Key, other.Key);

    public override string ToString() => $"{Kind} {Key}";
}
