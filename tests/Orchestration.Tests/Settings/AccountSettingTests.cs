using Workbook.Orchestration.Settings;
using Workbook.Orchestration.Tests.Stories;
using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Settings;

public class AccountSettingTests
{
    private const string Insights = "containerInsights";
    private const string User = "arn:aws:iam::123456789012:user/ada";

    private static readonly World Empty = new(Story.Scope);

    private static string? Value(World world, string? principal) => AccountSettingRules.Effective(world, Insights, principal).Value;

    [Test]
    public void A_principal_has_its_own_value_else_the_account_s_else_the_default()
    {
        Value(Empty, User).Should().Be("disabled");
        var (world, _) = AccountSettingRules.Put(Empty, Insights, "enabled", null, forAccount: true);
        Value(world, User).Should().Be("enabled");
        (world, var setting) = AccountSettingRules.Put(world, Insights, "enhanced", User, forAccount: false);
        (setting.Name, setting.Value, setting.PrincipalArn).Should().Be((Insights, "enhanced", User));
        Value(world, User).Should().Be("enhanced");
        Value(world, null).Should().Be("enabled");

        (world, var deleted) = AccountSettingRules.Delete(world, new() { Name = Insights, PrincipalArn = User });
        (deleted.Name, deleted.Value).Should().Be((Insights, "enhanced"));
        Value(world, User).Should().Be("enabled");
    }

    [Test]
    public void Without_a_principal_the_root_user_is_meant()
    {
        var (world, setting) = AccountSettingRules.Put(Empty, Insights, "enabled", null, forAccount: false);
        setting.PrincipalArn.Should().Be("arn:aws:iam::123456789012:root");
        Value(world, null).Should().Be("enabled");
        Value(world, User).Should().Be("disabled");
    }

    [Test]
    public void Only_what_was_changed_is_listed_unless_the_effective_settings_are_asked_for()
    {
        AccountSettingRules.List(Empty, new()).Should().BeEmpty();
        AccountSettingRules.List(Empty, new() { EffectiveSettings = true }).Should().HaveCount(11).And.BeInAscendingOrder(setting => setting.Name, StringComparer.Ordinal);

        var (world, _) = AccountSettingRules.Put(Empty, Insights, "enabled", User, forAccount: false);
        AccountSettingRules.List(world, new() { PrincipalArn = User }).Select(setting => setting.Name).Should().Equal(Insights);
        AccountSettingRules.List(world, new() { PrincipalArn = User, Value = "disabled" }).Should().BeEmpty();
        AccountSettingRules.List(world, new() { PrincipalArn = User, Name = Insights, Value = "enabled" }).Should().HaveCount(1);
    }

    [TestCase("awsvpcTrunking", "disabled", "enabled, disabled")]
    [TestCase("containerInsights", "disabled", "enabled, disabled, enhanced")]
    [TestCase("containerInstanceLongArnFormat", "enabled", "enabled, disabled")]
    [TestCase("defaultLogDriverMode", "non-blocking", "blocking, non-blocking")]
    [TestCase("fargateEventWindows", "disabled", "enabled, disabled")]
    [TestCase("fargateFIPSMode", "disabled", "enabled, disabled")]
    [TestCase("fargateTaskRetirementWaitPeriod", "7", "0, 7, 14")]
    [TestCase("serviceLongArnFormat", "enabled", "enabled, disabled")]
    [TestCase("tagResourceAuthorization", "on", "on, off")]
    [TestCase("taskLongArnFormat", "enabled", "enabled, disabled")]
    public void Every_setting_of_a_user_has_a_default_and_the_values_that_it_may_have(string name, string value, string values)
    {
        AccountSettingRules.Effective(Empty, name, null).Should().Be(Rendered(name, value, "user"));
        foreach (var allowed in values.Split(", "))
        {
            var (world, setting) = AccountSettingRules.Put(Empty, name, allowed, null, forAccount: true);
            setting.Should().Be(Rendered(name, allowed, "user"));
            AccountSettingRules.Effective(world, name, null).Value.Should().Be(allowed);
        }
        FluentActions.Invoking(() => AccountSettingRules.Put(Empty, name, "", null, forAccount: true)).Should().Throw<ApiException>()
            .WithMessage($"Invalid setting value '' for {name}. Valid values: [{values}].");
    }

    [Test]
    public void What_GuardDuty_sets_is_managed_by_AWS_and_off_until_it_does() =>
        AccountSettingRules.Effective(Empty, "guardDutyActivate", null).Should().Be(Rendered("guardDutyActivate", "off", "aws_managed"));

    private static Setting Rendered(string name, string value, string type) =>
        new() { Name = name, Value = value, PrincipalArn = "arn:aws:iam::123456789012:root", Type = type };

    [TestCase("nonsense", "enabled", "Invalid setting name: nonsense.")]
    [TestCase(Insights, "maybe", "Invalid setting value 'maybe' for containerInsights. Valid values: [enabled, disabled, enhanced].")]
    [TestCase(Insights, null, "Invalid setting value '' for containerInsights.*")]
    [TestCase("guardDutyActivate", "on", "The setting guardDutyActivate is read-only and cannot be changed.")]
    public void Unknown_names_and_values_are_refused(string name, string? value, string message) =>
        FluentActions.Invoking(() => AccountSettingRules.Put(Empty, name, value, null, false)).Should().Throw<ApiException>()
            .WithMessage(message).Which.Code.Should().Be("InvalidParameterException");

    [Test]
    public void Deleting_what_was_never_set_changes_nothing() =>
        AccountSettingRules.Delete(Empty, new() { Name = Insights }).World.Should().BeSameAs(Empty);

    [Test]
    public void Deleting_an_unknown_name_is_refused() =>
        FluentActions.Invoking(() => AccountSettingRules.Delete(Empty, new() { Name = "nonsense" })).Should().Throw<ApiException>();
}
