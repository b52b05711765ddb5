using Workbook.Orchestration;

namespace Workbook.Engine.Building;

/// <summary>Finds repositories of a registry that speaks ECR's API.</summary>
public interface IPushTargets
{
    /// <summary>The port on this machine where the registry listens, as image names have it; null for one elsewhere.</summary>
    int? LocalPort { get; }

    /// <summary>Finds a repository and logs in to it.</summary>
    /// <param name="repository">Such as <c>team/hello</c>.</param>
    /// <param name="home">The account and region that the image's name has; null for the caller's own.</param>
    /// <exception cref="BuildException">There is no such repository, or nobody answers.</exception>
    Task<PushTarget> FindAsync(string repository, AccountRegion? home, CancellationToken cancellation);
}

/// <summary>A repository that can be pushed to.</summary>
/// <param name="Uri">As image names begin, such as <c>localhost:4566/team/hello</c>.</param>
/// <param name="UserName">For the registry.</param>
/// <param name="Password">For the registry.</param>
public sealed record PushTarget(string Uri, string UserName, string Password)
{
    /// <summary>Such as <c>localhost:4566</c>.</summary>
    public string Registry => Uri[..Uri.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>Such as <c>team/hello</c>.</summary>
    public string Repository => Uri[(Uri.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
