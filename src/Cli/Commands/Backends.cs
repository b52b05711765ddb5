using System.CommandLine;
using Workbook.Cli.Building;
using Workbook.Engine;
using Workbook.Engine.Building;
using Workbook.Engine.Runtimes.Docker;
using Workbook.Engine.Runtimes.Docker.Instances;
using Workbook.Engine.Time;
using Workbook.Learning.Exercises;

namespace Workbook.Cli.Commands;

/// <summary>The option <c>--backend</c>, the same for every command that runs tasks.</summary>
internal static class Backends
{
    public const string Embedded = "embedded";
    public const string Docker = "docker";

    /// <summary>What ids are made from where time runs by itself.</summary>
    public const int Seed = 1;

    /// <summary>Given by <c>--backend</c>, else by WORKBOOK_BACKEND, else embedded.</summary>
    public static Option<string> CreateOption()
    {
        var option = new Option<string>("--backend")
        {
            Description = "What tasks run on: embedded (simulated containers, nothing to install) or docker (a Docker Engine).",
            HelpName = $"{Embedded}|{Docker}",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WORKBOOK_BACKEND") is { Length: > 0 } chosen ? chosen : Embedded,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is var name and not (Embedded or Docker))
                result.AddError($"There is no backend '{name}'. Use --backend {Embedded} or --backend {Docker}, and check the environment variable WORKBOOK_BACKEND.");
        });
        return option;
    }

    /// <summary>
    /// How an engine of this backend is to run. Where time runs by itself, ids are the same in every run as well.
    /// </summary>
    /// <param name="clock">The clock of the embedded backend; real containers take real time.</param>
    /// <param name="instances">Docker Engines that are container instances, in the region of AWS_REGION or AWS_DEFAULT_REGION, else us-east-1.</param>
    public static EngineOptions Engine(string backend, ClockMode clock, params DockerInstance[] instances) => backend == Docker
        ? new() { Clock = ClockMode.Real, Docker = new DockerOptions { Instances = instances, Pulls = new PullLines(), Samples = Samples(), Scope = new(new DockerOptions().Scope.Account, Region) } }
        : new() { Clock = clock, Ids = clock == ClockMode.Automatic ? new(Seed) : ResourceIds.Random };

    /// <summary>The course's applications; null where there is no course.</summary>
    private static SampleImages? Samples()
    {
        try
        {
            return new(Path.Combine(Course.FindRoot(Environment.CurrentDirectory, AppContext.BaseDirectory), "notebooks", "apps"), new BuildLines());
        }
        catch (CatalogException)
        {
            return null;
        }
    }

    private static string Region => Setting("AWS_REGION") ?? Setting("AWS_DEFAULT_REGION") ?? "us-east-1";

    private static string? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
