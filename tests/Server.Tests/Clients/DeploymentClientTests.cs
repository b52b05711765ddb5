using System.Text.Json;
using Workbook.Engine.Time;

namespace Workbook.Server.Tests.Clients;

/// <summary>External deployments with task sets, task protection, and service deployments that are stopped and continued, through the clients that know them.</summary>
internal sealed class DeploymentClientTests() : ClientFixture(ClockMode.Automatic)
{
    private const string Network = "awsvpcConfiguration={subnets=[subnet-0a1b2c3d],assignPublicIp=ENABLED}";

    private AwsCli Cli() => new(Aws.Endpoint, NewAccount(), Region);

    /// <summary>Asks again until the answer is what has to come; a call takes a second, so that there is no need to wait in between.</summary>
    private static async Task<JsonElement> UntilAsync(AwsCli cli, Func<JsonElement, bool> isThere, params string[] call)
    {
        JsonElement answer = default;
        for (var tries = 0; tries < 60; tries++)
        {
            answer = await cli.CallAsync(call);
            if (isThere(answer)) return answer;
        }
        throw new AssertionException($"{string.Join(' ', call)} still answers {answer}");
    }

    private static Task<JsonElement> RegisterAsync(AwsCli cli, string image) => cli.CallAsync(
        "register-task-definition", "--family", "web", "--cpu", "256", "--memory", "512", "--network-mode", "awsvpc",
        "--requires-compatibilities", "FARGATE", "--container-definitions", $"name=web,image={image},essential=true,memory=128");

    private static async Task<string> CreateTaskSetAsync(AwsCli cli, string definition, params string[] more)
    {
        var created = await cli.CallAsync(["create-task-set", "--cluster", "default", "--service", "web", "--task-definition", definition, "--launch-type", "FARGATE", "--network-configuration", Network, .. more]);
        created.Text("taskSet.status").Should().Be("ACTIVE");
        return created.Text("taskSet.id");
    }

    private static bool IsSteady(JsonElement answer) => answer.At("taskSets").EnumerateArray().All(set => set.Text("stabilityStatus") == "STEADY_STATE");

    [Test]
    public async Task The_CLI_deploys_externally()
    {
        var cli = Cli();
        await cli.CallAsync("create-cluster");
        await RegisterAsync(cli, "nginx:1.26");
        await RegisterAsync(cli, "nginx:1.27");
        var service = await cli.CallAsync("create-service", "--service-name", "web", "--desired-count", "2", "--deployment-controller", "type=EXTERNAL");
        service.Text("service.launchType").Should().Be("EC2");

        var blue = await CreateTaskSetAsync(cli, "web:1", "--tags", "key=colour,value=blue", "--external-id", "first", "--client-token", "once");
        (await CreateTaskSetAsync(cli, "web:1", "--tags", "key=colour,value=blue", "--external-id", "first", "--client-token", "once")).Should().Be(blue);
        var steady = await UntilAsync(cli, IsSteady, "describe-task-sets", "--cluster", "default", "--service", "web", "--task-sets", blue, "ecs-svc/1", "--include", "TAGS");
        steady.At("taskSets.0.runningCount").GetInt32().Should().Be(2);
        steady.At("taskSets.0.scale.value").GetDouble().Should().Be(100);
        steady.Text("taskSets.0.taskSetArn").Should().Be(Arn(cli.Account, $"task-set/default/web/{blue}"));
        steady.Text("taskSets.0.tags.0.value").Should().Be("blue");
        steady.Text("failures.0.reason").Should().Be("MISSING");
        steady.Text("failures.0.arn").Should().Be(Arn(cli.Account, "task-set/default/web/ecs-svc/1"));
        (await cli.CallAsync("update-service-primary-task-set", "--cluster", "default", "--service", "web", "--primary-task-set", blue)).Text("taskSet.status").Should().Be("PRIMARY");

        var green = await CreateTaskSetAsync(cli, "web:2", "--scale", "unit=PERCENT,value=50");
        await UntilAsync(cli, IsSteady, "describe-task-sets", "--cluster", "default", "--service", "web");
        var scaled = await cli.CallAsync("update-task-set", "--cluster", "default", "--service", "web", "--task-set", green, "--scale", "unit=PERCENT,value=100");
        scaled.At("taskSet.computedDesiredCount").GetInt32().Should().Be(2);
        await UntilAsync(cli, IsSteady, "describe-task-sets", "--cluster", "default", "--service", "web");
        await cli.CallAsync("update-service-primary-task-set", "--cluster", "default", "--service", "web", "--primary-task-set", green);
        await cli.RefusedAsync("InvalidParameterException", "DeleteTaskSet", "Primary TaskSet cannot be deleted", "delete-task-set", "--cluster", "default", "--service", "web", "--task-set", green);
        (await cli.CallAsync("delete-task-set", "--cluster", "default", "--service", "web", "--task-set", blue)).Text("taskSet.status").Should().Be("DRAINING");

        var after = await UntilAsync(cli, answer => answer.At("services.0.taskSets").GetArrayLength() == 1, "describe-services", "--services", "web");
        after.Text("services.0.taskSets.0.id").Should().Be(green);
        after.Text("services.0.taskDefinition").Should().EndWith("task-definition/web:2");
        after.Text("services.0.launchType").Should().Be("FARGATE");
        after.At("services.0.runningCount").GetInt32().Should().Be(2);
        after.At("services.0.events").EnumerateArray().Select(each => each.Text("message")).Should().Contain(message => message.StartsWith($"(service web, taskSet {green}) has started 1 tasks: ", StringComparison.Ordinal));

        await cli.CallAsync("delete-service", "--service", "web", "--force");
        await cli.CallAsync("wait", "services-inactive", "--services", "web");
    }

    [Test]
    public async Task The_CLI_protects_tasks()
    {
        var cli = Cli();
        await cli.CallAsync("create-cluster");
        await RegisterAsync(cli, "nginx:1.27");
        await cli.CallAsync("create-service", "--service-name", "web", "--task-definition", "web", "--desired-count", "2", "--launch-type", "FARGATE", "--network-configuration", Network);
        await cli.CallAsync("wait", "services-stable", "--services", "web");
        var tasks = (await cli.CallAsync("list-tasks", "--service-name", "web")).Texts("taskArns").ToArray();
        tasks.Should().HaveCount(2);

        var update = await cli.CallAsync(["update-task-protection", "--cluster", "default", "--protection-enabled", "--expires-in-minutes", "60", "--tasks", .. tasks]);
        update.At("failures").GetArrayLength().Should().Be(0);
        update.At("protectedTasks.0.protectionEnabled").GetBoolean().Should().BeTrue();
        await cli.CallAsync("update-service", "--service", "web", "--desired-count", "1");
        var held = await UntilAsync(cli, answer => answer.At("services.0.events").EnumerateArray().First().Text("message").EndsWith("(reason 2 tasks under protection)", StringComparison.Ordinal), "describe-services", "--services", "web");
        held.At("services.0.runningCount").GetInt32().Should().Be(2);

        await cli.CallAsync("update-task-protection", "--cluster", "default", "--no-protection-enabled", "--tasks", tasks[0]);
        await cli.CallAsync("wait", "services-stable", "--services", "web");
        await cli.CallAsync("wait", "tasks-stopped", "--tasks", tasks[0]);
        var left = await cli.CallAsync("get-task-protection", "--cluster", "default", "--tasks", tasks[1], new string('f', 32));
        left.Text("protectedTasks.0.taskArn").Should().Be(tasks[1]);
        left.Text("protectedTasks.0.expirationDate").Should().NotBeEmpty();
        left.Text("failures.0.reason").Should().Be("MISSING");
    }

    [Test]
    public async Task Boto3_deploys_externally()
    {
        (await ClientProgram.RunAsync(Aws.Endpoint, NewAccount(), Region, await PythonWithBoto3Async(), Source("deployments.py"))).Succeeded();
    }

    [Test]
    public async Task JavaScript_stops_and_continues_deployments()
    {
        var node = await NodeWithAwsSdkAsync();
        (await ClientProgram.RunAsync(Aws.Endpoint, NewAccount(), Region, node, "--test", Source("js/deployments.mjs"))).Succeeded();
    }
}
