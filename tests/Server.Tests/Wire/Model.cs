using System.Text.Json;

namespace Workbook.Server.Tests.Wire;

/// <summary>The API model that the code under test was generated from, read independently of the generator.</summary>
internal static class Model
{
    public static JsonElement Ecs { get; } = Read("ecs.json");

    public static IEnumerable<string> Operations => Ecs.GetProperty("operations").EnumerateObject().Select(operation => operation.Name);

    private static JsonElement Read(string name)
    {
        using var stream = typeof(Model).Assembly.GetManifestResourceStream(name)!;
        return JsonDocument.Parse(stream).RootElement.Clone();
    }
}
