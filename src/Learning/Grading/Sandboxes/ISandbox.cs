namespace Workbook.Learning.Grading;

/// <summary>What keeps a submission's process from doing harm, and from seeing what is none of its business.</summary>
public interface ISandbox
{
    /// <summary>Such as <c>bubblewrap</c>.</summary>
    string Name { get; }

    /// <summary>What a reader of the report has to know of it; null where it holds back all that it should.</summary>
    string? Warning { get; }

    /// <summary>Runs a submission, and returns when nothing is left of what it started.</summary>
    /// <exception cref="GradingException">It could not be started, or not be ended.</exception>
    Task<SandboxedEnd> RunAsync(SandboxedProgram program, SandboxLimits limits, TimeProvider time, CancellationToken cancellation);
}

/// <summary>A compiled submission and what it may see.</summary>
/// <param name="Host">The program that runs it, in a folder with the libraries that it may use.</param>
/// <param name="Assembly">The compiled submission.</param>
/// <param name="Folder">Of this run: it holds the socket of the checks, and the one of the engine where there is one.</param>
/// <param name="Endpoint">The engine's own address, for a sandbox that has no network apart.</param>
public sealed record SandboxedProgram(string Host, string Assembly, string Folder, Uri Endpoint)
{
    internal string EngineSocket => Path.Combine(Folder, SandboxedNames.EngineSocket);

    internal string ChecksSocket => Path.Combine(Folder, SandboxedNames.ChecksSocket);
}

/// <summary>How a submission's process ended.</summary>
/// <param name="End">Why it is no more.</param>
/// <param name="ExitCode">As its process claims.</param>
/// <param name="Output">The first part of what it printed.</param>
public sealed record SandboxedEnd(SubmissionEnd End, int ExitCode, string Output);

internal static class SandboxedNames
{
    public const string EngineSocket = "engine.sock";
    public const string ChecksSocket = "checks.sock";
}
