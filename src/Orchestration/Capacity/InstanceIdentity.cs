using System.Text.Json;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Capacity;

/// <summary>What an instance identity document says of the machine that an agent runs on (see "Instance identity documents" of EC2).</summary>
/// <param name="InstanceId">Such as <c>i-0123456789abcdef0</c>.</param>
/// <param name="InstanceType">Such as <c>t3.medium</c>.</param>
/// <param name="AvailabilityZone">Such as <c>us-east-1a</c>.</param>
/// <param name="Architecture"><c>x86_64</c> or <c>arm64</c>.</param>
internal sealed record InstanceIdentity(string? InstanceId, string? InstanceType, string? AvailabilityZone, string? Architecture)
{
    private static readonly InstanceIdentity Unknown = new(null, null, null, null);

    /// <exception cref="ApiException"><c>ClientException</c>: the document is not one.</exception>
    public static InstanceIdentity Parse(string? document)
    {
        if (string.IsNullOrEmpty(document)) return Unknown;
        try
        {
            using var json = JsonDocument.Parse(document);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? new(Text(json.RootElement, "instanceId"), Text(json.RootElement, "instanceType"), Text(json.RootElement, "availabilityZone"), Text(json.RootElement, "architecture"))
                : throw Invalid();
        }
        catch (JsonException)
        {
            throw Invalid();
        }
    }

    private static string? Text(JsonElement document, string name) =>
        document.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static ApiException Invalid() => EcsErrors.Client("Invalid instance identity document.");
}
