using System.Text.Encodings.Web;
using System.Text.Json;

namespace Workbook.Learning.Grading;

/// <summary>The report as JSON: <c>score</c> and <c>maxScore</c> at its top, then each exercise with its checks.</summary>
public static class JsonReport
{
    // The report is a file, not a page: letters of other languages may stay as they are.
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(GradeReport report, string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        File.WriteAllBytes(path, ToBytes(report));
    }

    public static byte[] ToBytes(GradeReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("score", report.Score);
            json.WriteNumber("maxScore", report.MaxScore);
            json.WriteStartArray("exercises");
            foreach (var exercise in report.Exercises) Write(json, exercise);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

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
            json.WriteBoolean("passed", check.Passed);
            json.WriteNumber("points", check.Points);
            json.WriteNumber("maxPoints", check.MaxPoints);
            if (check.Message is { } message) json.WriteString("message", message);
            if (check.Hint is { } hint) json.WriteString("hint", hint);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
