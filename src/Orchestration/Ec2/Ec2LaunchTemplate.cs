using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ec2;

namespace Workbook.Orchestration.Ec2;

/// <summary>A launch template with its versions.</summary>
/// <param name="Id">Such as <c>lt-0123456789abcdef0</c>.</param>
/// <param name="Name">Unique in the region.</param>
/// <param name="CreatedAt">When.</param>
public sealed record Ec2LaunchTemplate(string Id, string Name, DateTimeOffset CreatedAt) : Ec2Resource(Id)
{
    public override EntityKind Kind => EntityKind.LaunchTemplate;

    public override string ResourceType => "launch-template";

    public override IReadOnlyList<string> Within => [Name];

    public long DefaultVersion { get; init; } = 1;

    /// <summary>By number; a number is never used twice.</summary>
    public ValueList<LaunchTemplateRevision> Versions { get; init; } = [];

    /// <summary>The highest number ever given.</summary>
    public long LatestVersion { get; init; } = 1;
}

/// <summary>One version of a launch template, which never changes.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Data">As it was sent.</param>
/// <param name="CreatedAt">When.</param>
public sealed record LaunchTemplateRevision(long Number, RequestLaunchTemplateData Data, DateTimeOffset CreatedAt)
{
    public string? Description { get; init; }
}
