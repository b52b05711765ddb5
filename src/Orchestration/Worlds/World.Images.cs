using System.Collections.Immutable;
using Workbook.Orchestration.Images;
using Workbook.Orchestration.Images.Scanning;

namespace Workbook.Orchestration.Worlds;

public sealed partial record World
{
    /// <summary>By name.</summary>
    public ImmutableSortedDictionary<string, EcrRepository> EcrRepositories { get; private init; } = Table<EcrRepository>();

    /// <summary>By <see cref="EcrImage.Key"/>.</summary>
    public ImmutableSortedDictionary<string, EcrImage> EcrImages { get; private init; } = Table<EcrImage>();

    /// <summary>By <see cref="EcrLayer.Key"/>.</summary>
    public ImmutableSortedDictionary<string, EcrLayer> EcrLayers { get; private init; } = Table<EcrLayer>();

    /// <summary>The last one of each image, by <see cref="EcrScan.Key"/>.</summary>
    public ImmutableSortedDictionary<string, EcrScan> EcrScans { get; private init; } = Table<EcrScan>();

    /// <summary>By name; in us-east-1 only.</summary>
    public ImmutableSortedDictionary<string, EcrPublicRepository> EcrPublicRepositories { get; private init; } = Table<EcrPublicRepository>();

    /// <summary>Images by tag, by layer, by what lists them and by what they are about.</summary>
    public ImageIndex ImageIndex { get; private init; } = ImageIndex.Empty;

    public EcrRegistry EcrRegistry { get; private init; } = EcrRegistry.Default;

    public World Put(EcrRegistry registry) => (this with { EcrRegistry = registry }).Changed(EntityKind.EcrRegistry, EcrRegistry.Key);

    public World Put(EcrPublicRepository repository) =>
        (this with { EcrPublicRepositories = EcrPublicRepositories.SetItem(repository.Name, repository) }).Changed(EntityKind.EcrPublicRepository, repository.Name);

    public World Remove(EcrPublicRepository repository) =>
        (this with { EcrPublicRepositories = EcrPublicRepositories.Remove(repository.Name) }).Changed(EntityKind.EcrPublicRepository, repository.Name);

    public World Put(EcrRepository repository)
    {
        var key = new EntityKey(EntityKind.EcrRepository, repository.Name);
        return (this with
        {
            EcrRepositories = EcrRepositories.SetItem(repository.Name, repository),
            Agenda = Agenda.Reschedule(key, EcrRepositories.GetValueOrDefault(repository.Name)?.NextWake, repository.NextWake),
        }).Changed(key.Kind, key.Key);
    }

    public World Remove(EcrRepository repository)
    {
        var key = new EntityKey(EntityKind.EcrRepository, repository.Name);
        return (this with
        {
            EcrRepositories = EcrRepositories.Remove(repository.Name),
            Agenda = Agenda.Reschedule(key, EcrRepositories.GetValueOrDefault(repository.Name)?.NextWake, null).Settle(key),
        }).Changed(key.Kind, key.Key);
    }

    /// <summary>Images have to be looked at when they change: a replication may be due.</summary>
    public World Put(EcrImage image)
    {
        var key = new EntityKey(EntityKind.EcrImage, image.Key);
        var before = EcrImages.GetValueOrDefault(image.Key);
        return (this with
        {
            EcrImages = EcrImages.SetItem(image.Key, image),
            ImageIndex = ImageIndex.Move(before, image),
            Agenda = Agenda.Reschedule(key, before?.NextWake, image.NextWake).Touch(key),
        }).Changed(key.Kind, key.Key);
    }

    public World Remove(EcrImage image)
    {
        if (EcrImages.GetValueOrDefault(image.Key) is not { } stored) return this;
        var key = new EntityKey(EntityKind.EcrImage, stored.Key);
        return (this with
        {
            EcrImages = EcrImages.Remove(stored.Key),
            ImageIndex = ImageIndex.Move(stored, null),
            Agenda = Agenda.Reschedule(key, stored.NextWake, null).Settle(key),
        }).Changed(key.Kind, key.Key).WithoutScan(stored.Key);
    }

    /// <summary>Scans have to be looked at when they change: one may have to be carried out.</summary>
    public World Put(EcrScan scan)
    {
        var key = new EntityKey(EntityKind.EcrScan, scan.Key);
        return (this with { EcrScans = EcrScans.SetItem(scan.Key, scan), Agenda = Agenda.Touch(key) }).Changed(key.Kind, key.Key);
    }

    private World WithoutScan(string imageKey)
    {
        if (!EcrScans.ContainsKey(imageKey)) return this;
        var key = new EntityKey(EntityKind.EcrScan, imageKey);
        return (this with { EcrScans = EcrScans.Remove(imageKey), Agenda = Agenda.Settle(key) }).Changed(key.Kind, key.Key);
    }

    public World Put(EcrLayer layer)
    {
        var key = new EntityKey(EntityKind.EcrLayer, layer.Key);
        return (this with
        {
            EcrLayers = EcrLayers.SetItem(layer.Key, layer),
            ImageIndex = ImageIndex.Add(layer),
            Agenda = Agenda.Reschedule(key, EcrLayers.GetValueOrDefault(layer.Key)?.NextWake, layer.NextWake),
        }).Changed(key.Kind, key.Key);
    }

    public World Remove(EcrLayer layer)
    {
        if (EcrLayers.GetValueOrDefault(layer.Key) is not { } stored) return this;
        var key = new EntityKey(EntityKind.EcrLayer, stored.Key);
        return (this with
        {
            EcrLayers = EcrLayers.Remove(stored.Key),
            ImageIndex = ImageIndex.Remove(stored),
            Agenda = Agenda.Reschedule(key, stored.NextWake, null).Settle(key),
        }).Changed(key.Kind, key.Key);
    }
}
