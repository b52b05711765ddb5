using System.Text.Json.Nodes;

namespace Workbook.Learning.Notebooks;

/// <summary>What the kernel says of itself.</summary>
internal static class JupyterInfo
{
    public static JsonObject Reply() => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = JupyterMessage.Version,
        ["implementation"] = "ecs-workbook",
        ["implementation_version"] = typeof(JupyterInfo).Assembly.GetName().Version!.ToString(3),
        ["language_info"] = new JsonObject
        {
            ["name"] = "C#",
            ["version"] = "14.0",
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
            ["nbconvert_exporter"] = "script",
        },
        ["banner"] = "ECS Workbook, C# on .NET " + Environment.Version.ToString(2),
        ["help_links"] = new JsonArray(
            new JsonObject { ["text"] = "C#", ["url"] = "https://learn.microsoft.com/dotnet/csharp/" },
            new JsonObject { ["text"] = "Amazon ECS API", ["url"] = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/" }),
        ["debugger"] = false,
    };
}
