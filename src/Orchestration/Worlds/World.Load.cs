using System.Collections.Immutable;
using Workbook.Orchestration.Load;

namespace Workbook.Orchestration.Worlds;

public sealed partial record World
{
    /// <summary>By <see cref="ServiceLoad.Key"/>.</summary>
    public ImmutableSortedDictionary<string, ServiceLoad> ServiceLoads { get; private init; } = Table<ServiceLoad>();

    public World Put(ServiceLoad load) => (this with { ServiceLoads = ServiceLoads.SetItem(load.Key, load) }).Changed(EntityKind.ServiceLoad, load.Key);

    public World Remove(ServiceLoad load) => (this with { ServiceLoads = ServiceLoads.Remove(load.Key) }).Changed(EntityKind.ServiceLoad, load.Key);
}
