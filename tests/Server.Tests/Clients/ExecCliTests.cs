using System.Text.Json;
using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>
/// <c>aws ecs execute-command</c> up to where it hands over to the Session Manager plugin. In the plugin's place is a script
/// that prints what it is given.
/// </summary>
internal sealed class ExecCliTests() : ClientFixture(ClockMode.Automatic)
{
    private DirectoryInfo _plugin = null!;

    [OneTimeSetUp]
    public async Task PutPluginInPlace()
    {
        if (OperatingSystem.IsWindows()) Assert.Ignore("The plugin's stand-in is a shell script.");
        _plugin = Directory.CreateTempSubdirectory("workbook-plugin-");
        var script = Path.Combine(_plugin.FullName, "session-manager-plugin");
        await File.WriteAllTextAsync(script, "#!/bin/sh\nfor each; do echo \"$each\"; done\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [OneTimeTearDown]
    public void TakePluginAway() => _plugin?.Delete(recursive: true);

    [Test]
    public async Task The_plugin_is_given_the_session()
    {
        var ecs = new AwsCli(Aws.Endpoint, NewAccount(), Region);
        var task = await RunTaskAsync(ecs, enabled: true);
        var result = (await ExecuteAsync(ecs, "--task", task.Text("taskArn"), "--command", "/bin/sh", "--interactive")).Succeeded();

        var given = result.Output.Split('\n');
        var session = JsonDocument.Parse(given[0]).RootElement;
        session.Text("sessionId").Should().StartWith("ecs-execute-command-");
        session.Text("streamUrl").Should().StartWith($"ws://{Aws.Endpoint.Authority}/v1/data-channel/ecs-execute-command-");
        session.Text("tokenValue").Should().NotBeEmpty();
        given[1..3].Should().Equal(Region, "StartSession");
        var runtimeId = (await ecs.CallAsync("describe-tasks", "--tasks", task.Text("taskArn"))).Text("tasks.0.containers.0.runtimeId");
        JsonDocument.Parse(given[4]).RootElement.Text("Target").Should().Be($"ecs:default_{task.Text("taskArn").Split('/')[^1]}_{runtimeId}");
    }

    [Test]
    public async Task Errors()
    {
        var ecs = new AwsCli(Aws.Endpoint, NewAccount(), Region);
        var task = (await RunTaskAsync(ecs, enabled: false)).Text("taskArn");
        (await ExecuteAsync(ecs, "--task", task, "--command", "sh", "--interactive")).Error.Should().Contain(
            "An error occurred (InvalidParameterException) when calling the ExecuteCommand operation: The execute command failed because execute command was not enabled when the task was run or the execute command agent isn’t running.");
        (await ExecuteAsync(ecs, "--task", task, "--command", "sh", "--non-interactive")).Error.Should().Contain(
            "An error occurred (InvalidParameterException) when calling the ExecuteCommand operation: Interactive is the only mode supported currently.");
    }

    private async Task<JsonElement> RunTaskAsync(AwsCli ecs, bool enabled)
    {
        await ecs.CallAsync("create-cluster");
        await ecs.CallAsync("register-task-definition", "--family", "web", "--requires-compatibilities", "FARGATE", "--network-mode", "awsvpc", "--cpu", "256", "--memory", "512", "--container-definitions", "name=app,image=nginx");
        var run = await ecs.CallAsync("run-task", "--task-definition", "web", "--launch-type", "FARGATE", "--network-configuration", "awsvpcConfiguration={subnets=[subnet-1]}", enabled ? "--enable-execute-command" : "--disable-execute-command");
        await Aws.Engine.Clock.RestAsync();
        return run.At("tasks.0");
    }

    private Task<ProgramResult> ExecuteAsync(AwsCli ecs, params string[] arguments) => ClientProgram.RunAsync(
        Aws.Endpoint,
        ecs.Account,
        Region,
        "/usr/bin/env",
        [$"PATH={_plugin.FullName}:{Environment.GetEnvironmentVariable("PATH")}", ClientProgram.Find("aws", "apt-get install awscli"), "--endpoint-url", Aws.Endpoint.ToString(), "ecs", "execute-command", .. arguments]);
}
