using Workbook.Shapes;
using Workbook.Shapes.EcrPublic;

namespace Workbook.Orchestration.Images;

/// <summary>A repository of Amazon ECR Public: what the gallery shows of it. Images cannot be pushed to it here.</summary>
/// <param name="Name">With its namespaces.</param>
/// <param name="CreatedAt">When.</param>
public sealed record EcrPublicRepository(string Name, DateTimeOffset CreatedAt)
{
    /// <summary>What the gallery shows; null when nothing was put.</summary>
    public RepositoryCatalogData? Catalog { get; init; }

    /// <summary>The permissions policy as it was set, or null.</summary>
    public string? PolicyText { get; init; }

    public ValueList<Tag> Tags { get; init; } = [];

    public static string ArnOf(AccountRegion scope, string name) => $"arn:aws:ecr-public::{scope.Account}:repository/{name}";
}
