using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workbook.Web.Cluster;

/// <summary>What a page that shows the cluster asks for, over its channel. Each gets one answer, with its <see cref="Ask"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Describe), "describe")]
[JsonDerivedType(typeof(Explain), "explain")]
[JsonDerivedType(typeof(Logs), "logs")]
[JsonDerivedType(typeof(Admin), "admin")]
[JsonDerivedType(typeof(Clock), "clock")]
internal abstract record ClusterRequest
{
    /// <summary>The page's number of it.</summary>
    public int Ask { get; init; }

    /// <summary>What AWS's Describe operation tells of a thing.</summary>
    /// <param name="Id">See <see cref="ClusterItem.Id"/>.</param>
    public sealed record Describe(string Id) : ClusterRequest;

    /// <summary>The decisions that made it what it is.</summary>
    /// <param name="Arn">As <c>explain</c> takes it.</param>
    public sealed record Explain(string Arn) : ClusterRequest;

    /// <summary>What a container of a task has printed.</summary>
    /// <param name="Task">The task's ARN.</param>
    /// <param name="Container">The container's name.</param>
    public sealed record Logs(string Task, string Container) : ClusterRequest;

    /// <summary>A fault or a load.</summary>
    /// <param name="What"><c>faults</c> or <c>load</c>.</param>
    /// <param name="Body">As the admin surface takes it.</param>
    public sealed record Admin(string What, JsonElement Body) : ClusterRequest;

    /// <summary>What becomes of the time.</summary>
    /// <param name="Do"><c>pause</c>, <c>resume</c>, <c>step</c> (to the next time at which something moves on) or <c>advance</c>.</param>
    /// <param name="Seconds">How far to advance.</param>
    public sealed record Clock(string Do, double Seconds) : ClusterRequest;
}
