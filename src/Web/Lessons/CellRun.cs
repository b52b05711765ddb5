using Workbook.Learning.Notebooks;

namespace Workbook.Web.Lessons;

/// <summary>What is known of a cell's last run, and whether it waits for the next.</summary>
internal sealed record CellRun
{
    public CellRunStatus Status { get; init; }

    /// <summary>How long the last run took.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>Where outputs of that run go; null: it ran in an earlier life of the workbook, or never.</summary>
    public CellOutputs? Outputs { get; init; }

    /// <summary>Whether the kernel that lives now has run it to its end, so that other cells see what it declares.</summary>
    public bool IsDeclared { get; init; }
}

/// <summary>Where a cell is.</summary>
internal enum CellRunStatus
{
    Idle,
    Queued,
    Running,
    Ok,

    /// <summary>It did not compile, or it threw, and was not meant to.</summary>
    Failed,
    Interrupted,

    /// <summary>Its kernel ended in the middle of it.</summary>
    Died,
}
