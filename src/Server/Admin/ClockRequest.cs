using System.Text.Json;

namespace Workbook.Server.Admin;

/// <summary><c>{"advanceSeconds":60}</c>: moves the engine's clock ahead.</summary>
internal sealed record ClockRequest(TimeSpan By)
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public static ClockRequest Read(JsonElement body)
    {
        if (!body.TryGetProperty("advanceSeconds", out var value) || value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var seconds)
            || double.IsNaN(seconds) || seconds < 0 || seconds > Longest.TotalSeconds)
            throw new AdminError(400, $"advanceSeconds must be a number from 0 to {Longest.TotalSeconds:0}.");
        return new(TimeSpan.FromSeconds(seconds));
    }
}
