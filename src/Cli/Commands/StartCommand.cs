using System.CommandLine;
using System.Globalization;
using Workbook.Engine;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Instances;
using Workbook.Engine.Time;
using Workbook.Server;

namespace Workbook.Cli.Commands;

/// <summary>
/// <c>workbook start</c>: serves the endpoint until it is interrupted. It writes plain lines: a server that stays for hours
/// need not hold the library that draws tables.
/// </summary>
internal static class StartCommand
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The TCP port on loopback.", DefaultValueFactory = _ => 4566 };
        var data = new Option<DirectoryInfo?>("--data") { Description = "A folder that keeps the state across restarts. Without it, state lives in memory.", HelpName = "DIR" };
        port.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && !ushort.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _)) result.AddError("--port takes a number from 0 to 65535; 0 chooses a free one.");
        });
        var backend = Backends.CreateOption();
        var instance = InstanceOption.Create();
        var advisories = Scanning.CreateOption();
        var command = new Command("start", "Serve an AWS endpoint on this machine until Ctrl+C.") { port, backend, instance, data, advisories };
        InstanceOption.NeedsDocker(command, instance, backend);
        command.SetAction((result, cancellation) => RunAsync(
            result.GetValue(port),
            Backends.Engine(result.GetValue(backend)!, ClockMode.Real, result.GetValue(instance)!) with { Scanning = Scanning.Options(result.GetValue(advisories)) },
            result.GetValue(data),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int port, EngineOptions engine, DirectoryInfo? data, CancellationToken cancellation)
    {
        try
        {
            await using var aws = await LocalAws.StartAsync(new() { Port = port, Engine = engine with { DataFolder = data?.FullName } }, cancellation);
            var address = aws.Endpoint.ToString().TrimEnd('/');
            Console.WriteLine($"Ready. An AWS endpoint listens on {address}");
            Console.WriteLine($"  aws ecs list-clusters --endpoint-url {address}");
            if (aws.Engine.Runtime is DockerRuntime docker) TellOf(docker, engine.Docker!.Instances);
            Console.WriteLine($"State is kept in {(data is null ? "memory" : data.FullName)}. Ctrl+C ends it.");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Console.WriteLine("Stopped.");
        }
        catch (IOException error)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
        return 0;
    }

    private static void TellOf(DockerRuntime docker, IReadOnlyList<DockerInstance> instances)
    {
        var limits = docker.LimitsOf();
        Console.WriteLine($"Tasks run on Docker. {limits}");
        foreach (var instance in instances)
        {
            var own = docker.LimitsOf(instance.Name);
            Console.WriteLine($"  {instance.Name} is a container instance of cluster {instance.Cluster}.{(own == limits ? "" : $" {own}")}");
        }
    }
}
