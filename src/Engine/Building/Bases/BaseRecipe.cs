namespace Workbook.Engine.Building.Bases;

/// <summary>An image to assemble from files of this machine.</summary>
/// <param name="Repository">Such as <c>workbook/dotnet</c>.</param>
/// <param name="Tag">Such as <c>10.0</c>.</param>
internal sealed record BaseRecipe(string Repository, string Tag)
{
    /// <summary>Paths in the image, and the files that become them.</summary>
    public required SortedDictionary<string, string> Files { get; init; }

    /// <summary>Paths in the image, and where they lead.</summary>
    public IReadOnlyDictionary<string, string> Links { get; init; } = new Dictionary<string, string>();

    public required IReadOnlyList<string> Environment { get; init; }

    public string Name => $"{Repository}:{Tag}";
}
