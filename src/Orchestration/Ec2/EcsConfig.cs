using System.Globalization;
using System.Text.Json;
using Workbook.Shapes;

namespace Workbook.Orchestration.Ec2;

/// <summary>
/// The configuration of an ECS agent, as user data writes it to <c>/etc/ecs/ecs.config</c> (see "Amazon ECS container
/// agent configuration"), or to Bottlerocket's <c>[settings.ecs]</c>.
/// </summary>
public sealed record EcsConfig
{
    public const string DefaultCluster = "default";

    /// <summary>ECS_CLUSTER.</summary>
    public string Cluster { get; init; } = DefaultCluster;

    /// <summary>ECS_INSTANCE_ATTRIBUTES.</summary>
    public ValueMap<string> Attributes { get; init; } = ValueMap<string>.Empty;

    /// <summary>ECS_CONTAINER_INSTANCE_TAGS.</summary>
    public ValueMap<string> Tags { get; init; } = ValueMap<string>.Empty;

    /// <summary>ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM is <c>ec2_instance</c>.</summary>
    public bool PropagatesTags { get; init; }

    /// <summary>ECS_RESERVED_MEMORY, in MiB: what is kept from tasks.</summary>
    public int ReservedMemory { get; init; }

    /// <summary>ECS_RESERVED_PORTS.</summary>
    public ValueList<int> ReservedPorts { get; init; } = [22, 2375, 2376, 51678, 51679];

    /// <summary>ECS_RESERVED_PORTS_UDP.</summary>
    public ValueList<int> ReservedUdpPorts { get; init; } = [];

    /// <summary>ECS_AVAILABLE_LOGGING_DRIVERS.</summary>
    public ValueList<string> LoggingDrivers { get; init; } = ["json-file", "syslog", "journald", "gelf", "fluentd", "awslogs", "none"];

    /// <summary>ECS_ENABLE_SPOT_INSTANCE_DRAINING.</summary>
    public bool DrainsSpot { get; init; }

    /// <summary>ECS_ENABLE_GPU_SUPPORT; null leaves it to the image.</summary>
    public bool? Gpu { get; init; }

    /// <summary>ECS_ENABLE_TASK_IAM_ROLE.</summary>
    public bool TaskRoles { get; init; } = true;

    /// <summary>ECS_DISABLE_PRIVILEGED.</summary>
    public bool DisablePrivileged { get; init; }

    /// <summary>What an agent does with that user data. A value that it could not read counts as not said.</summary>
    /// <param name="userData">Decoded; a shell script, Bottlerocket settings, or MIME with several of them.</param>
    public static EcsConfig Parse(string userData) =>
        UserData.Parts(userData).SelectMany(EcsConfigLines.Of).Aggregate(new EcsConfig(), (config, setting) => config.With(setting.Name, setting.Value));

    private EcsConfig With(string name, string value) => name switch
    {
        "ECS_CLUSTER" => this with { Cluster = value.Length == 0 ? DefaultCluster : value },
        "ECS_INSTANCE_ATTRIBUTES" => this with { Attributes = Map(value) ?? Attributes },
        "ECS_CONTAINER_INSTANCE_TAGS" => this with { Tags = Map(value) ?? Tags },
        "ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM" => this with { PropagatesTags = value == "ec2_instance" },
        "ECS_RESERVED_MEMORY" => this with { ReservedMemory = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var mib) ? mib : ReservedMemory },
        "ECS_RESERVED_PORTS" => this with { ReservedPorts = Ports(value) ?? ReservedPorts },
        "ECS_RESERVED_PORTS_UDP" => this with { ReservedUdpPorts = Ports(value) ?? ReservedUdpPorts },
        "ECS_AVAILABLE_LOGGING_DRIVERS" => this with { LoggingDrivers = Parsed(value, JsonValueKind.Array, root => root.EnumerateArray().Select(each => each.ToString()).ToValueList()) ?? LoggingDrivers },
        "ECS_ENABLE_SPOT_INSTANCE_DRAINING" => this with { DrainsSpot = IsTrue(value) },
        "ECS_ENABLE_GPU_SUPPORT" => this with { Gpu = IsTrue(value) },
        "ECS_ENABLE_TASK_IAM_ROLE" => this with { TaskRoles = IsTrue(value) },
        "ECS_DISABLE_PRIVILEGED" => this with { DisablePrivileged = IsTrue(value) },
        _ => this,
    };

    private static bool IsTrue(string value) => value is "true" or "1" or "t" or "T" or "TRUE" or "True";

    private static ValueMap<string>? Map(string json) => Parsed(json, JsonValueKind.Object, root =>
        new ValueMap<string>(root.EnumerateObject().Select(each => new KeyValuePair<string, string>(each.Name, each.Value.ToString()))));

    private static ValueList<int>? Ports(string json) => Parsed(json, JsonValueKind.Array, root =>
        root.EnumerateArray().All(each => each.ValueKind == JsonValueKind.Number && each.TryGetUInt16(out var port) && port > 0)
            ? root.EnumerateArray().Select(each => each.GetInt32()).ToValueList()
            : null);

    private static T? Parsed<T>(string json, JsonValueKind kind, Func<JsonElement, T?> read)
        where T : class
    {
        try
        {
            return JsonElement.Parse(json) is var root && root.ValueKind == kind ? read(root) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
