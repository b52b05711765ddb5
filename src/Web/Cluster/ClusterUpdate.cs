using System.Text.Json.Serialization;

namespace Workbook.Web.Cluster;

/// <summary>What pages that show the cluster are told without having asked.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Map), "map")]
[JsonDerivedType(typeof(Clock), "clock")]
[JsonDerivedType(typeof(Flow), "flow")]
internal abstract record ClusterUpdate
{
    /// <param name="Whole">True when this is all that there is, false when it is what has changed.</param>
    /// <param name="Items">Those that are new or look different now.</param>
    /// <param name="Gone">The ids of those that are no more.</param>
    /// <param name="News">What happened, oldest first.</param>
    public sealed record Map(bool Whole, IReadOnlyCollection<ClusterItem> Items, IReadOnlyCollection<string> Gone, IReadOnlyCollection<ClusterNews> News) : ClusterUpdate
    {
        [JsonIgnore]
        public bool IsEmpty => !Whole && Items.Count == 0 && Gone.Count == 0 && News.Count == 0;
    }

    /// <param name="Now">The engine's time.</param>
    /// <param name="Mode"><c>real</c>, <c>manual</c> or <c>automatic</c>.</param>
    /// <param name="Paused">Whether it was told to stand.</param>
    /// <param name="Backend">Such as <c>embedded</c>.</param>
    public sealed record Clock(DateTimeOffset Now, string Mode, bool Paused, string Backend) : ClusterUpdate;

    /// <param name="Requests">How many requests went to which target since the last time, by <see cref="ClusterItem.TargetCard"/>'s id.</param>
    public sealed record Flow(IReadOnlyDictionary<string, long> Requests) : ClusterUpdate;
}
