using System.Text.Json;
using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>The scenario through the AWS CLI, on the automatic clock: its waiters find what they wait for at the first look.</summary>
internal sealed class CliTests() : ClientFixture(ClockMode.Automatic)
{
    private const string Network = "awsvpcConfiguration={subnets=[subnet-0a1b2c3d],assignPublicIp=ENABLED}";

    private AwsCli Cli(string? account = null, string region = Region) => new(Aws.Endpoint, account ?? NewAccount(), region);

    [Test]
    public async Task Clusters()
    {
        var cli = Cli();
        var created = await cli.CallAsync("create-cluster", "--cluster-name", "blue", "--tags", "key=team,value=größe", "--settings", "name=containerInsights,value=enabled");
        var arn = created.Text("cluster.clusterArn");
        arn.Should().Be(Arn(cli.Account, "cluster/blue"));
        created.Text("cluster.status").Should().Be("ACTIVE");

        var whole = await cli.CallAsync("describe-clusters", "--clusters", arn, "nobody", "--include", "TAGS", "SETTINGS", "STATISTICS");
        whole.Text("clusters.0.tags.0.value").Should().Be("größe");
        whole.Text("clusters.0.settings.0.value").Should().Be("enabled");
        whole.Text("failures.0.reason").Should().Be("MISSING");

        await cli.CallAsync("create-cluster", "--cluster-name", "green");
        await cli.CallAsync("create-cluster", "--cluster-name", "red");
        // The CLI turns the pages by itself and gives a token of its own making where --max-items cuts the list.
        (await cli.CallAsync("list-clusters", "--page-size", "1")).Texts("clusterArns").Should().HaveCount(3);
        var first = await cli.CallAsync("list-clusters", "--page-size", "1", "--max-items", "2");
        var rest = await cli.CallAsync("list-clusters", "--starting-token", first.Text("NextToken"));
        first.Texts("clusterArns").Concat(rest.Texts("clusterArns")).Should().HaveCount(3).And.OnlyHaveUniqueItems();

        var updated = await cli.CallAsync("update-cluster-settings", "--cluster", "blue", "--settings", "name=containerInsights,value=disabled");
        updated.Text("cluster.settings.0.value").Should().Be("disabled");
        await cli.CallAsync("tag-resource", "--resource-arn", arn, "--tags", "key=cost,value=42");
        await cli.CallAsync("untag-resource", "--resource-arn", arn, "--tag-keys", "team");
        (await cli.CallAsync("list-tags-for-resource", "--resource-arn", arn)).At("tags").GetRawText().Should().Contain("cost").And.NotContain("team");

        await RegisterAsync(cli, "web", "nginx:1.27");
        var task = (await RunAsync(cli, "web", "--cluster", "blue")).Text("tasks.0.taskArn");
        await cli.RefusedAsync("ClusterContainsTasksException", "DeleteCluster", "The Cluster cannot be deleted while Tasks are active.", "delete-cluster", "--cluster", "blue");
        await cli.CallAsync("stop-task", "--cluster", "blue", "--task", task);
        await cli.CallAsync("wait", "tasks-stopped", "--cluster", "blue", "--tasks", task);
        (await cli.CallAsync("delete-cluster", "--cluster", "blue")).Text("cluster.status").Should().Be("INACTIVE");
    }

    [Test]
    public async Task TaskDefinitions()
    {
        var cli = Cli();
        await RegisterAsync(cli, "web", "nginx:1.26");
        await RegisterAsync(cli, "web", "nginx:1.27");
        await RegisterAsync(cli, "batch", "busybox");
        var latest = await cli.CallAsync("describe-task-definition", "--task-definition", "web");
        latest.At("taskDefinition.revision").GetInt32().Should().Be(2);
        latest.Text("taskDefinition.containerDefinitions.0.image").Should().Be("nginx:1.27");

        (await cli.CallAsync("list-task-definitions", "--family-prefix", "web", "--sort", "DESC", "--page-size", "1")).Texts("taskDefinitionArns")
            .Should().Equal(Arn(cli.Account, "task-definition/web:2"), Arn(cli.Account, "task-definition/web:1"));
        (await cli.CallAsync("list-task-definition-families")).Texts("families").Should().Equal("batch", "web");
        (await cli.CallAsync("deregister-task-definition", "--task-definition", "web:2")).Text("taskDefinition.status").Should().Be("INACTIVE");
        (await cli.CallAsync("list-task-definitions", "--status", "INACTIVE")).Texts("taskDefinitionArns").Should().Equal(Arn(cli.Account, "task-definition/web:2"));
    }

    [Test]
    public async Task Tasks()
    {
        var cli = Cli();
        await cli.CallAsync("create-cluster");
        await RegisterAsync(cli, "web", "nginx:1.27");
        var overrides = """{"containerOverrides":[{"name":"web","environment":[{"name":"COLOUR","value":"blue"}]}]}""";
        var run = await RunAsync(cli, "web", "--count", "2", "--started-by", "scenario", "--tags", "key=stage,value=test", "--overrides", overrides);
        string[] servers = [run.Text("tasks.0.taskArn"), run.Text("tasks.1.taskArn")];
        await cli.CallAsync(["wait", "tasks-running", "--tasks", .. servers]);
        var task = await cli.CallAsync(["describe-tasks", "--include", "TAGS", "--tasks", .. servers]);
        task.Text("tasks.0.lastStatus").Should().Be("RUNNING");
        task.Text("tasks.1.tags.0.value").Should().Be("test");
        task.Text("tasks.0.overrides.containerOverrides.0.environment.0.value").Should().Be("blue");

        var job = (await RunAsync(cli, "web", "--overrides", """{"containerOverrides":[{"name":"web","command":["sh","-c","exit 3"]}]}""")).Text("tasks.0.taskArn");
        await cli.CallAsync("wait", "tasks-stopped", "--tasks", job);
        var ended = await cli.CallAsync("describe-tasks", "--tasks", job);
        ended.Text("tasks.0.stopCode").Should().Be("EssentialContainerExited");
        ended.At("tasks.0.containers.0.exitCode").GetInt32().Should().Be(3);

        (await cli.CallAsync("list-tasks", "--started-by", "scenario", "--page-size", "1")).Texts("taskArns").Should().BeEquivalentTo(servers);
        (await cli.CallAsync("list-tasks", "--family", "web", "--desired-status", "STOPPED")).Texts("taskArns").Should().Equal(job);
        await cli.CallAsync("stop-task", "--task", servers[0], "--reason", "enough seen");
        await cli.CallAsync("wait", "tasks-stopped", "--tasks", servers[0]);
        var stopped = await cli.CallAsync("describe-tasks", "--tasks", servers[0]);
        stopped.Text("tasks.0.stoppedReason").Should().Be("enough seen");
        stopped.Text("tasks.0.stopCode").Should().Be("UserInitiated");
    }

    [Test]
    public async Task AnImageThatIsMissing()
    {
        var cli = Cli();
        await cli.CallAsync("create-cluster");
        await RegisterAsync(cli, "broken", "example.com/nobody/nothing:missing");
        var task = (await RunAsync(cli, "broken")).Text("tasks.0.taskArn");
        await cli.CallAsync("wait", "tasks-stopped", "--tasks", task);
        var failed = await cli.CallAsync("describe-tasks", "--tasks", task);
        failed.Text("tasks.0.stopCode").Should().Be("TaskFailedToStart");
        failed.Text("tasks.0.stoppedReason").Should().StartWith("CannotPullContainerError: ").And.EndWith("example.com/nobody/nothing:missing: not found");
    }

    [Test]
    public async Task ContainerInstances()
    {
        var cli = Cli();
        await cli.CallAsync("create-cluster");
        var registered = await cli.CallAsync("register-container-instance", "--total-resources", "name=CPU,type=INTEGER,integerValue=1024", "name=MEMORY,type=INTEGER,integerValue=1024");
        var instance = registered.Text("containerInstance.containerInstanceArn");
        await cli.CallAsync("register-task-definition", "--family", "sidecar", "--container-definitions", "name=web,image=nginx,memory=700");
        var started = await cli.CallAsync("start-task", "--task-definition", "sidecar", "--container-instances", instance, "nobody");
        started.Text("failures.0.reason").Should().Be("MISSING");
        await cli.CallAsync("wait", "tasks-running", "--tasks", started.Text("tasks.0.taskArn"));
        (await cli.CallAsync("describe-container-instances", "--container-instances", instance)).At("containerInstances.0.runningTasksCount").GetInt32().Should().Be(1);
        (await cli.CallAsync("run-task", "--task-definition", "sidecar")).Text("failures.0.reason").Should().Be("RESOURCE:MEMORY");
    }

    [Test]
    public async Task AccountSettings()
    {
        var cli = Cli();
        (await cli.CallAsync("put-account-setting", "--name", "containerInsights", "--value", "enabled")).Text("setting.value").Should().Be("enabled");
        await cli.CallAsync("put-account-setting-default", "--name", "awsvpcTrunking", "--value", "enabled");
        (await cli.CallAsync("list-account-settings", "--effective-settings", "--name", "awsvpcTrunking")).Text("settings.0.value").Should().Be("enabled");
        await cli.CallAsync("delete-account-setting", "--name", "containerInsights");
        (await cli.CallAsync("list-account-settings", "--name", "containerInsights")).At("settings").GetArrayLength().Should().Be(0);
    }

    [Test]
    public async Task Errors()
    {
        var cli = Cli();
        await cli.CallAsync("create-cluster");
        await cli.RefusedAsync("ClusterNotFoundException", "DescribeTasks", "Cluster not found.", "describe-tasks", "--cluster", "nobody", "--tasks", new string('0', 32));
        await cli.RefusedAsync("ClientException", "RunTask", "TaskDefinition not found.", "run-task", "--task-definition", "nobody");
        await cli.RefusedAsync("InvalidParameterException", "DescribeTasks", "taskId length should be one of [32,36]", "describe-tasks", "--tasks", "short");
    }

    [Test]
    public async Task Worlds()
    {
        var cli = Cli();
        await cli.CallAsync("create-cluster", "--cluster-name", "here");
        (await Cli(cli.Account, "us-east-1").CallAsync("list-clusters")).Texts("clusterArns").Should().BeEmpty();
        (await Cli().CallAsync("list-clusters")).Texts("clusterArns").Should().BeEmpty();
        (await Cli("AKIDEXAMPLE").CallAsync("create-cluster")).Text("cluster.clusterArn").Should().Be("arn:aws:ecs:eu-central-1:123456789012:cluster/default");
    }

    private static Task<JsonElement> RegisterAsync(AwsCli cli, string family, string image) => cli.CallAsync(
        "register-task-definition", "--family", family, "--cpu", "256", "--memory", "512", "--network-mode", "awsvpc",
        "--requires-compatibilities", "FARGATE", "--container-definitions", $"name=web,image={image},essential=true,memory=128");

    private static Task<JsonElement> RunAsync(AwsCli cli, string definition, params string[] more) =>
        cli.CallAsync(["run-task", "--task-definition", definition, "--launch-type", "FARGATE", "--network-configuration", Network, .. more]);
}

internal static class JsonPaths
{
    /// <summary>The value at a path such as <c>tasks.0.lastStatus</c>.</summary>
    public static JsonElement At(this JsonElement json, string path) =>
        path.Split('.').Aggregate(json, (at, step) => at.ValueKind == JsonValueKind.Array
            ? at[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)]
            : at.GetProperty(step));

    public static string Text(this JsonElement json, string path) => json.At(path).GetString()!;

    public static IEnumerable<string> Texts(this JsonElement json, string path) => json.At(path).EnumerateArray().Select(each => each.GetString()!);
}
