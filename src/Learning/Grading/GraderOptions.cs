namespace Workbook.Learning.Grading;

/// <summary>What a <see cref="Grader"/> needs to know of its surroundings.</summary>
public sealed record GraderOptions
{
    /// <summary>Paths of the assemblies that submissions are compiled against and run with, besides .NET itself.</summary>
    public required IReadOnlyList<string> Libraries { get; init; }

    /// <summary>How long a submission may run for one exercise, on the machine's clock.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(20);

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
