using Workbook.Engine.Runtimes.Simulated;
using Workbook.Orchestration.Tasks;

namespace Workbook.Engine.Tests.Simulation;

/// <summary>What the simulation makes of the commands that lessons use.</summary>
public class CommandScriptTests
{
    private static readonly object[] Lines =
    [
        // line, seconds (-1: for ever), exit code
        new object[] { "", 0, 0 },
        new object[] { "true", 0, 0 },
        new object[] { "false", 0, 1 },
        new object[] { "echo hello", 0, 0 },
        new object[] { "exit", 0, 0 },
        new object[] { "exit 3", 0, 3 },
        new object[] { "exit 255", 0, 255 },
        new object[] { "false; exit", 0, 1 },
        new object[] { "sleep 5", 5, 0 },
        new object[] { "sleep 1.5", 1.5, 0 },
        new object[] { "sleep 10s", 10, 0 },
        new object[] { "sleep 2m", 120, 0 },
        new object[] { "sleep 1h", 3600, 0 },
        new object[] { "sleep 1d", 86400, 0 },
        new object[] { "sleep infinity", -1, 0 },
        new object[] { "sleep 99999999999999", -1, 0 },
        new object[] { "tail -f /dev/null", -1, 0 },
        new object[] { "while true; do date; sleep 1; done", -1, 0 },
        new object[] { "until false; do sleep 1; done", -1, 0 },
        new object[] { "echo start; sleep 30; echo end; exit 2", 30, 2 },
        new object[] { "sleep 1 && sleep 2", 3, 0 },
        new object[] { "sleep 1\nsleep 2\n", 3, 0 },
        new object[] { "exit 1; sleep 100", 0, 1 },
        new object[] { "false && sleep 100", 0, 1 },
        new object[] { "false && sleep 100; sleep 2", 2, 0 },
        new object[] { "true || sleep 100", 0, 0 },
        new object[] { "false || exit 7", 0, 7 },
        new object[] { "false || true", 0, 0 },
        new object[] { "true && false || sleep 4", 4, 0 },
        new object[] { "echo 'one; exit 9' && exit 4", 0, 4 },
        new object[] { "echo \"a && b\"", 0, 0 },
        new object[] { "echo oops 1>&2; exit 1", 0, 1 },
        new object[] { "echo one &&\n echo two", 0, 0 },
        new object[] { "sleep 3;", 3, 0 },
    ];

    [TestCaseSource(nameof(Lines))]
    public void Shell_lines_are_read(string line, double seconds, int exitCode)
    {
        TimeSpan? runFor = seconds < 0 ? null : TimeSpan.FromSeconds(seconds);
        foreach (var shell in new[] { "sh", "/bin/sh", "bash", "/bin/ash" })
            CommandScript.TryParse([shell, "-c", line]).Should().Be(new CommandScript(runFor, exitCode));
        CommandScript.TryParse(["sh", "-ec", line]).Should().Be(new CommandScript(runFor, exitCode));
    }

    [TestCase("nginx -g 'daemon off;'")]
    [TestCase("sleep")]
    [TestCase("sleep soon")]
    [TestCase("sleep -1")]
    [TestCase("exit 256")]
    [TestCase("exit now")]
    [TestCase("sleep 5 & wait")]
    [TestCase("echo a | grep a")]
    [TestCase("echo 'open")]
    [TestCase("curl -f http://localhost/ || exit 1")]
    public void What_cannot_be_read_is_left_to_the_image(string line) => CommandScript.TryParse(["sh", "-c", line]).Should().BeNull();

    [Test]
    public void Without_a_shell_the_words_are_one_command()
    {
        CommandScript.TryParse(["sleep", "5"]).Should().Be(new CommandScript(TimeSpan.FromSeconds(5), 0));
        CommandScript.TryParse(["echo", "a; exit 3"]).Should().Be(new CommandScript(TimeSpan.Zero, 0));
        CommandScript.TryParse(["python", "app.py"]).Should().BeNull();
        CommandScript.TryParse([]).Should().BeNull();
    }

    private static readonly object?[] HealthChecks =
    [
        new object?[] { new[] { "CMD-SHELL", "true" }, ContainerHealth.Healthy },
        new object?[] { new[] { "CMD-SHELL", "exit 0" }, ContainerHealth.Healthy },
        new object?[] { new[] { "CMD-SHELL", "exit 1" }, ContainerHealth.Unhealthy },
        new object?[] { new[] { "CMD", "false" }, ContainerHealth.Unhealthy },
        new object?[] { new[] { "CMD-SHELL", "false || exit 1" }, ContainerHealth.Unhealthy },
        new object?[] { new[] { "CMD-SHELL", "sleep infinity" }, ContainerHealth.Unhealthy },
        new object?[] { new[] { "CMD-SHELL", "curl -f http://localhost/ || exit 1" }, null },
        new object?[] { new[] { "NONE" }, null },
    ];

    [TestCaseSource(nameof(HealthChecks))]
    public void Health_checks_that_always_end_alike_are_recognised(string[] command, ContainerHealth? health) =>
        CommandScript.TryParseHealthCheck([.. command]).Should().Be(health);

    [Test]
    public void No_health_check_says_nothing() => CommandScript.TryParseHealthCheck(null).Should().BeNull();
}
