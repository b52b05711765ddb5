using Workbook.Engine.Logs;
using Workbook.Engine.Runtimes.Logging;
using Workbook.Engine.Tests.Docker.Spec;
using Workbook.Engine.Tests.Scenarios;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Engine.Tests.Docker.Logs;

/// <summary>Which stream a container's lines go to.</summary>
public class AwsLogsTests
{
    private const string RuntimeId = "4f9c7e";

    private static LogStreamName? StreamOf(LogConfiguration? logs) =>
        AwsLogs.StreamOf(Described.Container(Described.Bridged(Described.App with { LogConfiguration = logs })), RuntimeId);

    private static LogConfiguration Awslogs(params (string Name, string Value)[] options) =>
        new() { LogDriver = LogDriver.Awslogs, Options = new ValueMap<string>(options.Prepend(("awslogs-group", "/ecs/app")).ToDictionary(option => option.Item1, option => option.Item2)) };

    [Test]
    public void With_a_prefix_it_is_named_after_container_and_task() =>
        StreamOf(Awslogs(("awslogs-stream-prefix", "web"), ("awslogs-region", "us-east-1"))).Should().Be(new LogStreamName(Stage.Scope, "/ecs/app", $"web/app/{Described.TaskId}"));

    [Test]
    public void Without_a_prefix_it_is_named_after_Docker_s_container() =>
        StreamOf(Awslogs(("awslogs-region", "us-east-1"))).Should().Be(new LogStreamName(Stage.Scope, "/ecs/app", RuntimeId));

    [Test]
    public void It_may_be_in_another_region() =>
        StreamOf(Awslogs(("awslogs-region", "eu-west-1"))).Should().Be(new LogStreamName(Stage.Scope with { Region = "eu-west-1" }, "/ecs/app", RuntimeId));

    [Test]
    public void Containers_with_other_drivers_or_none_have_no_stream()
    {
        StreamOf(null).Should().BeNull();
        StreamOf(new() { LogDriver = LogDriver.JsonFile }).Should().BeNull();
    }
}
