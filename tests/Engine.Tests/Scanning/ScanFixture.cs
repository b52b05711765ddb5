using System.Text;
using Workbook.Engine.Blobs;
using Workbook.Engine.Scanning;
using Workbook.Engine.Tests.State;
using Workbook.Engine.Tests.Time;
using Workbook.Engine.Time;
using Workbook.Orchestration;
using Workbook.Orchestration.Images;
using Workbook.Orchestration.Images.Scanning;
using Workbook.Shapes;

namespace Workbook.Engine.Tests.Scanning;

/// <summary>An engine to which images are pushed, each of the layers that the test makes.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class ScanFixture : IAsyncDisposable
{
    private static readonly AccountRegion Scope = new("123456789012", "eu-central-1");

    private EcsEngine? _engine;

    protected TempFolder Folder { get; } = new();

    protected EcsEngine Engine => _engine!;

    protected async Task StartAsync(ScanOptions? scanning = null)
    {
        _engine = await EcsEngine.StartAsync(new() { Clock = ClockMode.Manual, DataFolder = Path.Combine(Folder.Path, "data"), Machine = new FakeMachine(), Scanning = scanning ?? new() });
        await Engine.Store.UpdateAsync(Scope, (world, now) => (world.EcrRepositories.ContainsKey("web") ? world : world.Put(new EcrRepository("web", now) { ScanOnPush = true }), 0));
    }

    protected async Task StopAsync()
    {
        if (_engine is not null) await _engine.DisposeAsync();
        _engine = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Folder.Dispose();
    }

    /// <summary>Pushes an image and answers with what its scan came to.</summary>
    protected async Task<EcrScan> ScanAsync(params byte[][] layers)
    {
        var image = await PushAsync(layers);
        await Engine.Clock.RestAsync();
        return Engine.Store.Read(Scope).EcrScans[image.Key];
    }

    protected EcrScan TheScan() => Engine.Store.Read(Scope).EcrScans.Values.Single();

    protected async Task<EcrImage> PushAsync(params byte[][] layers)
    {
        var leases = new List<BlobLease>();
        foreach (var layer in layers.Prepend("{}"u8.ToArray())) leases.Add(await Engine.Blobs.PutAsync(layer));
        var described = leases.Select(lease => $$"""{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{lease.Digest}}","size":{{lease.Length}}}""").ToList();
        var bytes = Encoding.UTF8.GetBytes($$"""{"schemaVersion":2,"mediaType":"{{ImageManifest.OciManifest}}","config":{{described[0]}},"layers":[{{string.Join(',', described.Skip(1))}}]}""");
        leases.Add(await Engine.Blobs.PutAsync(bytes));
        var image = await Engine.Store.UpdateAsync(Scope, (world, now) =>
        {
            foreach (var lease in leases) world = LayerUploaded.Apply(world, "web", lease.Digest.ToString(), lease.Length, now);
            var (next, pushed, _) = PutImage.Apply(world, "web", ImageManifest.Parse(bytes, null), null, null, now);
            return (next, pushed);
        });
        foreach (var lease in leases) lease.Dispose();
        return image;
    }

    /// <summary>Each finding as <c>id severity package version</c>.</summary>
    protected static IEnumerable<string> Told(EcrScan scan) => scan.Findings.Select(finding => $"{finding.Name} {finding.Severity} {Attribute(finding.Attributes!, "package_name")} {Attribute(finding.Attributes!, "package_version")}");

    protected static string Attribute(ValueList<Workbook.Shapes.Ecr.Attribute> attributes, string key) => attributes.Single(each => each.Key == key).Value!;
}
