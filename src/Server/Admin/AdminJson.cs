using System.Text.Json;
using Workbook.Orchestration;
using Workbook.Server.Wire;

namespace Workbook.Server.Admin;

/// <summary>Reads the members of a body; what is not as it should be is an <see cref="AdminError"/> with code 400.</summary>
internal static class AdminJson
{
    private const string DefaultRegion = "us-east-1";

    public static string Text(JsonElement body, string name) => OptionalText(body, name) ?? throw new AdminError(400, $"{name} is missing.");

    public static string? OptionalText(JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : throw new AdminError(400, $"{name} must be a text that is not empty.");
    }

    /// <param name="type">Such as <c>task</c>.</param>
    public static Arn ArnOf(JsonElement body, string name, string type) =>
        Arn.TryParse(Text(body, name), out var arn) && arn.Type == type ? arn : throw new AdminError(400, $"{name} must be the ARN of a {type.Replace('-', ' ')}.");

    /// <summary>The optional members <c>account</c> and <c>region</c>.</summary>
    public static AccountRegion ScopeOf(JsonElement body)
    {
        var account = OptionalText(body, "account") ?? CredentialScope.DefaultAccount;
        return account.Length == 12 && account.All(char.IsAsciiDigit)
            ? new(account, OptionalText(body, "region") ?? DefaultRegion)
            : throw new AdminError(400, "account must have twelve digits.");
    }

    /// <summary>An optional number that is not negative.</summary>
    public static double? Amount(JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var value)) return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= 0 && double.IsFinite(number)
            ? number
            : throw new AdminError(400, $"{name} must be a number that is not negative.");
    }
}
