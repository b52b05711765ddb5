using System.Text.Json;
using Workbook.Shapes;

namespace Workbook.Orchestration.Images;

/// <summary>
/// Policies of repositories and registries, as far as they can be judged without IAM: <c>Effect</c>, <c>Principal</c>,
/// <c>NotPrincipal</c>, <c>Action</c>, <c>NotAction</c>. A statement with a <c>Condition</c> allows nothing and denies nothing,
/// since its keys are not known here.
/// </summary>
public static class RegistryPolicy
{
    /// <summary>Refuses what is no policy.</summary>
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

    /// <summary>Whether a principal may do something, as far as the policy goes.</summary>
    /// <param name="text">A policy that <see cref="Check"/> lets pass; null for none.</param>
    /// <param name="principalArn">Such as <c>arn:aws:iam::123456789012:root</c>.</param>
    /// <param name="action">Such as <c>ecr:PutImage</c>.</param>
    public static PolicyVerdict Judge(string? text, string principalArn, string action)
    {
        if (text is null) return PolicyVerdict.Silent;
        using var json = JsonDocument.Parse(text);
        var effects = Statements(json.RootElement).Where(statement => IsAbout(statement, principalArn, action)).Select(statement => statement.GetProperty("Effect").GetString()).ToList();
        return effects.Count == 0 ? PolicyVerdict.Silent : effects.Contains("Deny") ? PolicyVerdict.Denied : PolicyVerdict.Allowed;
    }

    private static bool IsStatement(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object
        && json.TryGetProperty("Effect", out var effect) && effect.ValueKind == JsonValueKind.String && effect.GetString() is "Allow" or "Deny"
        && (json.TryGetProperty("Action", out _) || json.TryGetProperty("NotAction", out _))
        && (json.TryGetProperty("Principal", out _) || json.TryGetProperty("NotPrincipal", out _));

    private static bool IsAbout(JsonElement statement, string principalArn, string action) =>
        !statement.TryGetProperty("Condition", out _)
        && (statement.TryGetProperty("Action", out var actions) ? NamesAction(actions, action)
            : statement.TryGetProperty("NotAction", out actions) && !NamesAction(actions, action))
        && (statement.TryGetProperty("Principal", out var principals) ? NamesPrincipal(principals, principalArn)
            : statement.TryGetProperty("NotPrincipal", out principals) && !NamesPrincipal(principals, principalArn));

    /// <summary>Names of actions do not differ by case.</summary>
    private static bool NamesAction(JsonElement actions, string action) =>
        Texts(actions).Any(pattern => Wildcard.Matches(pattern.ToUpperInvariant(), action.ToUpperInvariant()));

    private static bool NamesPrincipal(JsonElement principals, string arn)
    {
        if (principals.ValueKind == JsonValueKind.Object) return principals.TryGetProperty("AWS", out var named) && NamesPrincipal(named, arn);
        var account = arn.Split(':') is [_, _, _, _, var number, ..] ? number : "";
        // An account, or its root, stands for everybody in it.
        return Texts(principals).Any(named => named == "*" || named == arn || named == account || named == $"arn:aws:iam::{account}:root");
    }

    private static JsonElement[] Statements(JsonElement policy) => policy.TryGetProperty("Statement", out var statements) ? OneOrMany(statements) : [];

    private static IEnumerable<string> Texts(JsonElement json) =>
        OneOrMany(json).Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()!);

    private static JsonElement[] OneOrMany(JsonElement json) => json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : [json];
}
