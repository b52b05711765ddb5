using System.Text.Json;
using Workbook.Learning.Exercises;

namespace Workbook.Learning.Grading;

/// <summary>The report as JSON: <c>score</c> and <c>maxScore</c> at its top, then what it was graded with, then each exercise with its checks.</summary>
public static class JsonReport
{
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(GradeReport report, string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        File.WriteAllBytes(path, ToBytes(report));
    }

    public static byte[] ToBytes(GradeReport report) => JsonText.Of(json =>
    {
        json.WriteNumber("score", report.Score);
        json.WriteNumber("maxScore", report.MaxScore);
        json.WriteString("backend", report.Backend);
        json.WriteString("sandbox", report.Sandbox);
        json.WriteNumber("seed", report.Seed);
        if (report.Fingerprint is { } fingerprint) json.WriteString("fingerprint", fingerprint);
        json.WriteStartArray("warnings");
        foreach (var warning in report.Warnings) json.WriteStringValue(warning);
        json.WriteEndArray();
        json.WriteStartArray("exercises");
        foreach (var exercise in report.Exercises) Write(json, exercise);
        json.WriteEndArray();
    });

    /// <summary>Reads what was written; null where it is something else, or of exercises that there are no more.</summary>
    public static GradeReport? TryRead(ReadOnlyMemory<byte> bytes, ExerciseCatalog catalog)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var json = document.RootElement;
            return new([.. json.GetProperty("exercises").EnumerateArray().Select(each => Exercise(each, catalog))])
            {
                Backend = json.GetProperty("backend").GetString()!,
                Sandbox = json.GetProperty("sandbox").GetString()!,
                Seed = json.GetProperty("seed").GetInt32(),
                Fingerprint = Text(json, "fingerprint"),
                Warnings = Texts(json, "warnings"),
            };
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or CatalogException)
        {
            return null;
        }
    }

    private static ExerciseResult Exercise(JsonElement json, ExerciseCatalog catalog) => new()
    {
        Exercise = catalog.Find(json.GetProperty("name").GetString()).Single(),
        Checks = [.. json.GetProperty("checks").EnumerateArray().Select(Check)],
        Feedback = Texts(json, "feedback"),
        Output = json.GetProperty("output").GetString()!,
        NotGraded = Text(json, "reason"),
    };

    private static CheckResult Check(JsonElement json) => new(
        json.GetProperty("name").GetString()!, json.GetProperty("requirement").GetString()!, json.GetProperty("worth").GetInt32(),
        Enum.GetValues<CheckStatus>().Single(status => ReportText.Status(status) == json.GetProperty("status").GetString()),
        Text(json, "message"), Text(json, "hint"), json.TryGetProperty("hidden", out _));

    private static string[] Texts(JsonElement json, string member) => [.. json.GetProperty(member).EnumerateArray().Select(each => each.GetString()!)];

    private static string? Text(JsonElement json, string member) => json.TryGetProperty(member, out var value) ? value.GetString() : null;

    private static void Write(Utf8JsonWriter json, ExerciseResult result)
    {
        json.WriteStartObject();
        json.WriteString("name", result.Exercise.Name);
        json.WriteString("lesson", result.Exercise.Lesson.Folder);
        json.WriteString("title", result.Exercise.Title);
        json.WriteString("status", result.NotGraded is null ? "graded" : "not graded");
        if (result.NotGraded is { } reason) json.WriteString("reason", reason);
        json.WriteNumber("score", result.Score);
        json.WriteNumber("maxScore", result.MaxScore);
        json.WriteStartArray("feedback");
        foreach (var line in result.Feedback) json.WriteStringValue(line);
        json.WriteEndArray();
        json.WriteString("output", result.Output);
        json.WriteStartArray("checks");
        foreach (var check in result.Checks)
        {
            json.WriteStartObject();
            json.WriteString("name", check.Name);
            json.WriteString("requirement", check.Requirement);
            json.WriteString("status", ReportText.Status(check.Status));
            json.WriteNumber("points", check.Points);
            json.WriteNumber("maxPoints", check.MaxPoints);
            json.WriteNumber("worth", check.Worth);
            if (check.Hidden) json.WriteBoolean("hidden", true);
            if (check.Message is { } message) json.WriteString("message", message);
            if (check.Hint is { } hint) json.WriteString("hint", hint);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
