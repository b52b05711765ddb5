using System.Net;
using Workbook.Learning.Notebooks;
using Workbook.Server;

namespace Workbook.Web;

/// <summary>How a <see cref="WorkbookSite"/> serves a class, and what each learner of it may use.</summary>
public sealed record WorkshopOptions
{
    /// <summary>Where the site listens: this machine only, unless told otherwise. <see cref="IPAddress.Any"/>: on all of its addresses.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>Where learners find the site when a proxy stands in front of it, such as <c>https://class.example.org</c>; null: none does.</summary>
    public Uri? PublicAddress { get; init; }

    /// <summary>How many may join.</summary>
    public int MostLearners { get; init; } = 40;

    /// <summary>What a learner's files may take together, in bytes.</summary>
    public long MostBytes { get; init; } = 64L << 20;

    /// <summary>How many kernels a learner may have at a time.</summary>
    public int MostKernels { get; init; } = 2;

    /// <summary>Starts a learner's engine. The site ends it.</summary>
    public required Func<CancellationToken, Task<LocalAws>> Engine { get; init; }

    /// <summary>Starts kernels of a learner; takes the learner's engine, and the folder in which they work.</summary>
    public required Func<LocalAws, string, KernelLaunch> Kernel { get; init; }
}
