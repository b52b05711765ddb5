using System.Text.Json;
using Workbook.Orchestration.Images.Scanning;

namespace Workbook.Engine.Scanning.Packages;

/// <summary>What a .NET program was built with: <c>libraries</c> whose <c>type</c> is <c>package</c>.</summary>
internal static class DepsJson
{
    /// <summary>Null when it is no such file.</summary>
    public static IReadOnlyList<InstalledPackage>? Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var json = JsonDocument.Parse(content, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("libraries", out var libraries) && libraries.ValueKind == JsonValueKind.Object
                ? [.. libraries.EnumerateObject().Where(IsPackage).Select(library => library.Name.Split('/', 2)).Where(parts => parts.Length == 2).Select(parts => new InstalledPackage(AdvisoryBook.NuGet, parts[0], parts[1]))]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsPackage(JsonProperty library) =>
        library.Value.ValueKind == JsonValueKind.Object && library.Value.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "package";
}
