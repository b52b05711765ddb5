using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Settings;

/// <summary>Account settings (see "Access Amazon ECS features with account settings").</summary>
public static class AccountSettingRules
{
    /// <summary>Name, default and what users may set. They cannot change <c>guardDutyActivate</c>: GuardDuty does.</summary>
    private static readonly SettingRule[] Rules =
    [
        new(SettingName.AwsvpcTrunking, "disabled", ["enabled", "disabled"]),
        new(SettingName.ContainerInsights, "disabled", ["enabled", "disabled", "enhanced"]),
        new(SettingName.ContainerInstanceLongArnFormat, "enabled", ["enabled", "disabled"]),
        new(SettingName.DefaultLogDriverMode, "non-blocking", ["blocking", "non-blocking"]),
        new(SettingName.FargateEventWindows, "disabled", ["enabled", "disabled"]),
        new(SettingName.FargateFIPSMode, "disabled", ["enabled", "disabled"]),
        new(SettingName.FargateTaskRetirementWaitPeriod, "7", ["0", "7", "14"]),
        new(SettingName.GuardDutyActivate, "off", []) { IsManaged = true },
        new(SettingName.ServiceLongArnFormat, "enabled", ["enabled", "disabled"]),
        new(SettingName.TagResourceAuthorization, "on", ["on", "off"]),
        new(SettingName.TaskLongArnFormat, "enabled", ["enabled", "disabled"]),
    ];

    /// <summary>The root user, for whom a setting without a principal is made.</summary>
    public static string Root(AccountRegion scope) => $"arn:aws:iam::{scope.Account}:root";

    /// <summary>What holds for a principal: its own value, else the account's, else ECS's default.</summary>
    public static Setting Effective(World world, string name, string? principalArn)
    {
        var rule = Rule(name);
        var own = world.AccountSettings.GetValueOrDefault(AccountSetting.KeyOf(principalArn ?? Root(world.Scope), name));
        var account = world.AccountSettings.GetValueOrDefault(AccountSetting.KeyOf(null, name));
        return Render(world, rule, principalArn, (own ?? account)?.Value ?? rule.Default);
    }

    /// <summary>The settings in the order of their names: those that hold, or only those that were changed.</summary>
    public static IEnumerable<Setting> List(World world, ListAccountSettingsRequest request)
    {
        var principal = request.PrincipalArn ?? Root(world.Scope);
        return Rules
            .Where(rule => request.Name is null || rule.Name == request.Name)
            .Where(rule => request.EffectiveSettings == true || world.AccountSettings.ContainsKey(AccountSetting.KeyOf(principal, rule.Name)))
            .Select(rule => Effective(world, rule.Name, principal))
            .Where(setting => request.Value is null || setting.Value == request.Value);
    }

    /// <summary>PutAccountSetting for a principal; PutAccountSettingDefault where <paramref name="forAccount"/>.</summary>
    public static (World World, Setting Setting) Put(World world, string name, string? value, string? principalArn, bool forAccount)
    {
        var rule = Rule(name);
        if (rule.IsManaged) throw EcsErrors.InvalidParameter($"The setting {name} is read-only and cannot be changed.");
        if (!rule.Values.Contains(value))
            throw EcsErrors.InvalidParameter($"Invalid setting value '{value}' for {name}. Valid values: [{string.Join(", ", rule.Values)}].");
        var principal = principalArn ?? Root(world.Scope);
        return (world.Put(new AccountSetting(forAccount ? null : principal, name, value!)), Render(world, rule, principal, value!));
    }

    /// <summary>DeleteAccountSetting: the principal falls back to the account's value.</summary>
    public static (World World, Setting Setting) Delete(World world, DeleteAccountSettingRequest request)
    {
        var principal = request.PrincipalArn ?? Root(world.Scope);
        var key = AccountSetting.KeyOf(principal, request.Name!);
        var next = world.AccountSettings.TryGetValue(key, out var setting) ? world.Remove(setting) : world;
        return (next, Effective(next, request.Name!, principal) with { Value = setting?.Value });
    }

    private static SettingRule Rule(string name) =>
        Rules.FirstOrDefault(rule => rule.Name == name) ?? throw EcsErrors.InvalidParameter($"Invalid setting name: {name}.");

    private static Setting Render(World world, SettingRule rule, string? principalArn, string value) => new()
    {
        Name = rule.Name,
        Value = value,
        PrincipalArn = principalArn ?? Root(world.Scope),
        Type = rule.IsManaged ? SettingType.AwsManaged : SettingType.User,
    };

    private sealed record SettingRule(string Name, string Default, string[] Values)
    {
        public bool IsManaged { get; init; }
    }
}
