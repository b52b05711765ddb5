using System.Text.Json;

namespace Workbook.Server.Metadata;

/// <summary>What a container puts to <c>${ECS_AGENT_URI}/task-protection/v1/state</c>. Names are read in any case, as Go reads them.</summary>
internal sealed record TaskProtectionRequest(bool? ProtectionEnabled, long? ExpiresInMinutes)
{
    /// <exception cref="JsonException">It is not such a request.</exception>
    public static TaskProtectionRequest Read(ReadOnlySpan<byte> body)
    {
        // Only the first value counts; what follows it is not looked at.
        var reader = new Utf8JsonReader(body);
        using var document = JsonDocument.ParseValue(ref reader);
        var request = new TaskProtectionRequest(null, null);
        if (document.RootElement.ValueKind == JsonValueKind.Null) return request;
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException("An object is expected.");
        foreach (var member in document.RootElement.EnumerateObject())
        {
            if (member.Name.Equals(nameof(ProtectionEnabled), StringComparison.OrdinalIgnoreCase)) request = request with { ProtectionEnabled = Flag(member.Value) ?? request.ProtectionEnabled };
            else if (member.Name.Equals(nameof(ExpiresInMinutes), StringComparison.OrdinalIgnoreCase)) request = request with { ExpiresInMinutes = Number(member.Value) ?? request.ExpiresInMinutes };
            else throw new JsonException($"'{member.Name}' is not known.");
        }
        return request;
    }

    private static bool? Flag(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new JsonException("true or false is expected."),
    };

    private static long? Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        _ => throw new JsonException("A whole number is expected."),
    };
}
