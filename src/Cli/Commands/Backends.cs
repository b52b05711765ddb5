using System.CommandLine;

namespace Workbook.Cli.Commands;

/// <summary>The option <c>--backend</c>, the same for every command that runs tasks.</summary>
internal static class Backends
{
    public const string Embedded = "embedded";

    /// <summary>Given by <c>--backend</c>, else by WORKBOOK_BACKEND, else embedded.</summary>
    public static Option<string> CreateOption()
    {
        var option = new Option<string>("--backend")
        {
            Description = "What tasks run on: embedded (simulated containers, nothing to install).",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WORKBOOK_BACKEND") is { Length: > 0 } chosen ? chosen : Embedded,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is var name and not Embedded) result.AddError($"There is no backend '{name}'. Use --backend {Embedded}, and check the environment variable WORKBOOK_BACKEND.");
        });
        return option;
    }
}
