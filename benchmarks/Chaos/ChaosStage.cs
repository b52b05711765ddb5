using System.Globalization;
using Amazon.ECS;
using Amazon.Runtime;
using Docker.DotNet;
using Workbook.Engine.Runtimes.Docker;

namespace Workbook.Benchmarks.Chaos;

/// <summary>An engine on a data folder of its own, its client, and Docker's side of it.</summary>
internal sealed class ChaosStage : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("workbook-chaos-");
    private readonly EngineProcess _engine;

    private ChaosStage(PrivateDaemon? daemon, int seed, Action<string> say)
    {
        Daemon = daemon;
        _engine = new(_data.FullName, daemon?.Address);
        Docker = new(daemon is null ? new DockerClientBuilder().Build() : new DockerClientBuilder().WithEndpoint(daemon.Address).Build());
        Random = new(seed);
        Say = say;
        Ecs = NewClient();
    }

    public AmazonECSClient Ecs { get; private set; }

    /// <summary>The Docker Engine that all happens on; null for the machine's own, where no other can be started.</summary>
    public PrivateDaemon? Daemon { get; }

    public DockerSide Docker { get; }

    public Ledger Ledger { get; } = new();

    public Random Random { get; }

    public Action<string> Say { get; }

    public string EngineId => _engine.Id;

    /// <summary>True from the moment the engine is to be killed until it is back: a call that fails meanwhile was not acknowledged.</summary>
    public bool IsDown { get; private set; }

    /// <summary>Why there can be no chaos on this machine; null when there can.</summary>
    public static Task<string?> LackingAsync() => DockerSide.LackingAsync(PrivateDaemon.Lacking is null);

    /// <param name="say">Takes lines about the progress.</param>
    public static async Task<ChaosStage> StartAsync(int seed, Action<string> say)
    {
        var stage = new ChaosStage(PrivateDaemon.Lacking is null ? await PrivateDaemon.StartAsync() : null, seed, say);
        try
        {
            await stage.Docker.MakeImageAsync();
            await stage._engine.StartAsync();
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    public async Task KillEngineAsync()
    {
        IsDown = true;
        await _engine.KillAsync();
    }

    public async Task StartEngineAsync()
    {
        await _engine.StartAsync();
        Ecs.Dispose();
        Ecs = NewClient();
        IsDown = false;
    }

    /// <summary>A moment within a span.</summary>
    public Task WaitAnyAsync(TimeSpan atMost) => Task.Delay(atMost * Random.NextDouble(), TimeProvider.System);

    /// <summary>Leaves nothing on Docker, no control groups and no data folder.</summary>
    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await ResetAsync();
        if (Daemon is not null) await Daemon.DisposeAsync();
        Ecs.Dispose();
        Docker.Dispose();
        _data.Delete(recursive: true);
    }

    private async Task ResetAsync()
    {
        try
        {
            await DockerReset.RemoveAsync(new(Daemon?.Address), _data.FullName, CancellationToken.None);
        }
        catch (IOException) when (Daemon is not null)
        {
            // It was killed, and its folder goes with all that is in it.
        }
    }

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("N1", CultureInfo.InvariantCulture) + " s";

    private AmazonECSClient NewClient() => new(
        new BasicAWSCredentials("test", "test"),
        new AmazonECSConfig { ServiceURL = _engine.Endpoint.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
}
