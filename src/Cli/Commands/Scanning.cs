using System.CommandLine;
using Workbook.Engine.Scanning;

namespace Workbook.Cli.Commands;

/// <summary>How the registry scans images: with <c>trivy</c> where it is installed, else by itself.</summary>
internal static class Scanning
{
    /// <summary>Given by <c>--advisories</c>, else by WORKBOOK_ADVISORIES.</summary>
    public static Option<string?> CreateOption() => new("--advisories")
    {
        Description = "A file of vulnerabilities that image scans look for besides those they know (or WORKBOOK_ADVISORIES). Where trivy is installed, it scans instead.",
        HelpName = "FILE",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WORKBOOK_ADVISORIES") is { Length: > 0 } chosen ? chosen : null,
    };

    public static ScanOptions Options(string? advisories) => new() { Advisories = advisories, Trivy = OnPath(OperatingSystem.IsWindows() ? "trivy.exe" : "trivy") };

    private static string? OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
