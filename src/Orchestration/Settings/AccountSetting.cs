namespace Workbook.Orchestration.Settings;

/// <summary>An account setting that somebody changed from its default.</summary>
/// <param name="PrincipalArn">The user, role or root user it holds for; null for the account's default.</param>
/// <param name="Name">One of <see cref="Shapes.Ecs.SettingName"/>.</param>
/// <param name="Value">Such as <c>enabled</c>.</param>
public sealed record AccountSetting(string? PrincipalArn, string Name, string Value)
{
    public string Key => KeyOf(PrincipalArn, Name);

    public static string KeyOf(string? principalArn, string name) => $"{principalArn}|{name}";
}
