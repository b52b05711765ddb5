using Workbook.Learning.Exercises;
using Workbook.Learning.Grading;
using Workbook.Learning.Notebooks;
using Workbook.Server;

namespace Workbook.Web;

/// <summary>What a <see cref="WorkbookSite"/> shows, and where.</summary>
public sealed record SiteOptions
{
    /// <summary>The TCP port on loopback; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The engine that lessons talk to. The site does not end it.</summary>
    public required LocalAws Aws { get; init; }

    /// <summary>The root of the course: see <see cref="Course.FindRoot"/>.</summary>
    public required string CourseRoot { get; init; }

    /// <summary>
    /// Makes the grader of exercises. What it is given is put around its backend, so that clusters can be looked at before they go; it throws what
    /// <see cref="GradingException"/> says.
    /// </summary>
    public required Func<Func<IGradingBackend, IGradingBackend>, CancellationToken, Task<Grader>> Grader { get; init; }

    /// <summary>How it serves a class; null: it is for whoever started it only.</summary>
    public WorkshopOptions? Workshop { get; init; }

    /// <summary>Starts kernels whose cells reach <see cref="Aws"/>; takes the folder in which they work.</summary>
    public required Func<string, KernelLaunch> Kernel { get; init; }
}
