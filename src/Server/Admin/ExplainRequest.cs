using System.Text.Json;
using Workbook.Engine;
using Workbook.Orchestration;
using Workbook.Orchestration.History;
using Workbook.Shapes;

namespace Workbook.Server.Admin;

/// <summary><c>GET explain?arn=ARN</c>: the chain of decisions, with their reasons and times, that made something what it is.</summary>
internal static class ExplainRequest
{
    /// <exception cref="AdminError">There is no such thing, or nothing is ever decided about it.</exception>
    public static Explanation Answer(EcsEngine engine, string? text)
    {
        if (string.IsNullOrEmpty(text)) throw new AdminError(400, "arn is missing.");
        if (!Arn.TryParse(text, out var arn)) throw new AdminError(400, $"'{text}' is not an ARN of ECS.");
        try
        {
            return Explanation.Of(engine.Store.Read(arn.Scope), text)
                ?? throw new AdminError(404, $"There is no {arn.Type} of that ARN. Stopped tasks, deleted services and lost instances are remembered for one hour.");
        }
        catch (ApiException error)
        {
            throw new AdminError(400, error.Message);
        }
    }

    public static void Write(Utf8JsonWriter json, Explanation explanation)
    {
        json.WriteString("arn", explanation.Arn);
        json.WriteString("status", explanation.Status);
        json.WriteNumber("dropped", explanation.Dropped);
        json.WriteStartArray("chain");
        foreach (var entry in explanation.Chain)
        {
            json.WriteStartObject();
            json.WriteString("at", entry.At);
            json.WriteString("what", entry.What);
            if (entry.Reason is { } reason) json.WriteString("why", reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
