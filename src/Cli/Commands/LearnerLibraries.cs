namespace Workbook.Cli.Commands;

/// <summary>What learners' code is compiled against and runs with: the learner's library and the AWS clients that it has.</summary>
internal static class LearnerLibraries
{
    /// <summary>Paths.</summary>
    public static IReadOnlyList<string> Paths { get; } =
    [
        Path.Combine(AppContext.BaseDirectory, "Workbook.Lab.dll"),
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "AWSSDK.*.dll").Order(StringComparer.Ordinal),
    ];
}
