using System.Text.Json;
using Workbook.Shapes;

namespace Workbook.Orchestration.Images;

/// <summary>Policies of repositories and registries, as far as the registry itself has to understand them.</summary>
public static class RegistryPolicy
{
    /// <summary>Refuses what is no policy. Who may do what is not judged here.</summary>
    /// <exception cref="ApiException">InvalidParameterException.</exception>
    public static void Check(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind == JsonValueKind.Object && Statements(json.RootElement) is { Length: > 0 } statements && statements.All(IsStatement)) return;
        }
        catch (JsonException)
        {
            // Said below.
        }
        throw ImageRefusal.Invalid("PolicyText", "Invalid repository policy provided");
    }

    /// <summary>Whether another account may replicate into the registry.</summary>
    public static bool AllowsReplication(string? text, string account)
    {
        if (text is null) return false;
        using var json = JsonDocument.Parse(text);
        var about = Statements(json.RootElement).Where(statement =>
            Texts(statement, "Action").Any(action => Wildcard.Matches(action.ToUpperInvariant(), "ECR:REPLICATEIMAGE")) && Principals(statement).Any(principal => principal is "*" || principal == account || principal == $"arn:aws:iam::{account}:root")).ToList();
        return about.Count > 0 && about.All(statement => Texts(statement, "Effect").First() == "Allow");
    }

    private static bool IsStatement(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && Texts(json, "Effect").ToList() is ["Allow" or "Deny"]
        && (json.TryGetProperty("Action", out _) || json.TryGetProperty("NotAction", out _))
        && (json.TryGetProperty("Principal", out _) || json.TryGetProperty("NotPrincipal", out _));

    private static JsonElement[] Statements(JsonElement policy) => policy.TryGetProperty("Statement", out var statements) ? OneOrMany(statements) : [];

    private static IEnumerable<string> Principals(JsonElement statement)
    {
        if (!statement.TryGetProperty("Principal", out var principal)) return [];
        return principal.ValueKind == JsonValueKind.Object ? Texts(principal, "AWS") : Texts(statement, "Principal");
    }

    private static IEnumerable<string> Texts(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? OneOrMany(value).Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()!) : [];

    private static JsonElement[] OneOrMany(JsonElement json) => json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : [json];
}
