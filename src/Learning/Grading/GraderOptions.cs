namespace Workbook.Learning.Grading;

/// <summary>What a <see cref="Grader"/> needs to know of its surroundings.</summary>
public sealed record GraderOptions
{
    /// <summary>The command that is a <see cref="CompilerHost"/>: a program and its arguments.</summary>
    public required IReadOnlyList<string> Compiler { get; init; }

    /// <summary>The program that runs a compiled submission; the libraries lie beside it.</summary>
    public required string Host { get; init; }

    /// <summary>What it runs in.</summary>
    public required ISandbox Sandbox { get; init; }

    /// <summary>What a submission may use for one exercise.</summary>
    public SandboxLimits Limits { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
