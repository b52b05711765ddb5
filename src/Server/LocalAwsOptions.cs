using System.Net;
using Workbook.Engine;

namespace Workbook.Server;

/// <summary>How a <see cref="LocalAws"/> is to run.</summary>
public sealed record LocalAwsOptions
{
    public EngineOptions Engine { get; init; } = new();

    /// <summary>The TCP port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where it listens: this machine only, unless told otherwise.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>
    /// When set, the admin surface answers only requests that carry it in <c>X-Workbook-Token</c>. A grader sets it, so
    /// that a submission cannot move the clock or reset what it is graded by.
    /// </summary>
    public string? AdminToken { get; init; }
}
