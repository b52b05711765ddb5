namespace Workbook.Learning.Notebooks;

/// <summary>What all kernels of a sandbox have in common.</summary>
public sealed record KernelSandboxOptions
{
    /// <summary>Folders that cells may read, at their own paths: those of the course's notebooks. Program, .NET and references are added to them.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    public SandboxedKernelLimits Limits { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
