using System.Text.Json;
using Workbook.Orchestration.Images;

namespace Workbook.Server.Registry;

/// <summary>What a policy says about a request.</summary>
internal enum PolicyVerdict
{
    /// <summary>No statement is about it.</summary>
    Silent,
    Allowed,

    /// <summary>A statement denies it, which no other statement can undo.</summary>
    Denied,
}

/// <summary>
/// Reads a repository's permissions policy as far as it can be judged without IAM: <c>Effect</c>, <c>Principal</c>,
/// <c>NotPrincipal</c>, <c>Action</c>, <c>NotAction</c>. A statement with a <c>Condition</c> allows nothing and denies
/// nothing, since its keys are not known here.
/// </summary>
internal static class RepositoryPolicy
{
    public static PolicyVerdict Judge(string policy, string principalArn, string action)
    {
        using var json = JsonDocument.Parse(policy);
        if (!json.RootElement.TryGetProperty("Statement", out var statements)) return PolicyVerdict.Silent;
        var verdict = PolicyVerdict.Silent;
        foreach (var statement in Each(statements))
        {
            if (statement.ValueKind != JsonValueKind.Object || !IsAbout(statement, principalArn, action)) continue;
            if (TextOf(statement, "Effect") == "Deny") return PolicyVerdict.Denied;
            verdict = PolicyVerdict.Allowed;
        }
        return verdict;
    }

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

    private static JsonElement[] Each(JsonElement element) => element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [element];

    private static IEnumerable<string> Texts(JsonElement element) =>
        Each(element).Where(each => each.ValueKind == JsonValueKind.String).Select(each => each.GetString()!);

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
