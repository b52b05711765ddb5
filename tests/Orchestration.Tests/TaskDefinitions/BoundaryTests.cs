using Workbook.Orchestration.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.TaskDefinitions;

// Inside, where its Ec2 goes before the namespace of that name.
using static Requests;

/// <summary>The last values that are accepted, next to those of the tables of refusals.</summary>
public class BoundaryTests
{
    private static IEnumerable<TestCaseData> Rows()
    {
        yield return Row("ten containers", Ec2([.. Enumerable.Range(0, 10).Select(number => App with { Name = $"c{number}" })]));
        yield return Row("a family of 255 characters", Ec2() with { Family = new('f', 255) });
        yield return Row("a name of 255 characters", Ec2(App with { Name = new('n', 255) }));
        yield return Row("6 MiB", Ec2(App with { Memory = 6 }));
        yield return Row("the shortest timeouts", Ec2(App with { StartTimeout = 2, StopTimeout = 2 }));
        yield return Row("the first and the last port", Ec2(App with { PortMappings = [new() { ContainerPort = 1 }, new() { ContainerPort = 65535 }] }));
        yield return Row("ten environment files", Ec2(App with { EnvironmentFiles = Enumerable.Repeat(new EnvironmentFile { Type = "s3", Value = "arn:aws:s3:::bucket/a.env" }, 10).ToValueList() }) with { ExecutionRoleArn = Role });
        yield return Row("the least of a health check", Ec2(App with { HealthCheck = new() { Command = ["CMD", "true"], Interval = 5, Timeout = 2, Retries = 1, StartPeriod = 0 } }));
        yield return Row("the most of a health check", Ec2(App with { HealthCheck = new() { Command = ["CMD-SHELL", "true", ""], Interval = 300, Timeout = 60, Retries = 10, StartPeriod = 300 } }));
        yield return Row("restart periods", Ec2(App with { RestartPolicy = new() { Enabled = true, RestartAttemptPeriod = 60 } }, Sidecar with { RestartPolicy = new() { Enabled = true, RestartAttemptPeriod = 1800 } }));
        yield return Row("the least storage on Fargate", Fargate() with { EphemeralStorage = new() { SizeInGiB = 21 } });
        yield return Row("the most storage on Fargate", Fargate() with { EphemeralStorage = new() { SizeInGiB = 200 } });
        yield return Row("the longest timeouts on Fargate", Fargate(App with { StartTimeout = 120, StopTimeout = 120 }));
        yield return Row("a diamond of dependencies", Ec2(Needs("a", "b", "c"), Needs("b", "d"), Needs("c", "d"), Needs("d")));
    }

    private static TestCaseData Row(string name, RegisterTaskDefinitionRequest request) => new TestCaseData(request).SetArgDisplayNames(name);

    private static ContainerDefinition Needs(string name, params string[] others) =>
        App with { Name = name, DependsOn = others.Select(other => new ContainerDependency { ContainerName = other, Condition = "START" }).ToValueList() };

    [TestCaseSource(nameof(Rows))]
    public void Are_accepted(RegisterTaskDefinitionRequest request) => FluentActions.Invoking(() => TaskDefinitionRules.Register(request)).Should().NotThrow();

    [Test]
    public void An_eleventh_container_is_one_too_many() =>
        Refusal.Check(Ec2([.. Enumerable.Range(0, 11).Select(number => App with { Name = $"c{number}" })]), "Too many containers.");

    [Test]
    public void A_circle_is_found_wherever_it_begins() =>
        FluentActions.Invoking(() => TaskDefinitionRules.Register(Ec2(Needs("alone"), Needs("into", "a"), Needs("a", "b"), Needs("b", "a")))).Should().Throw<ApiException>();

    [Test]
    public void Of_several_reasons_against_Fargate_the_network_goes_first_then_size_task_volumes_and_containers()
    {
        var request = Fargate(App with { Privileged = true }) with { NetworkMode = "bridge", Cpu = null, IpcMode = "task", Volumes = [new() { Name = "v", Host = new() { SourcePath = "/x" } }] };
        Refusal.Check(request, "Fargate only supports network mode ‘awsvpc’.");
        Refusal.Check(request = request with { NetworkMode = "awsvpc" }, "Fargate requires that 'cpu' be defined at the task level.");
        Refusal.Check(request = request with { Cpu = "256" }, "Fargate compatible task definitions do not support ipcMode");
        Refusal.Check(request = request with { IpcMode = null }, "Fargate compatible task definitions do not support sourcePath");
        Refusal.Check(request with { Volumes = null }, "Fargate requires that the ‘privileged’ setting be ‘false’ at the container level.");
    }

    [TestCase(256, false)]
    [TestCase(512, false)]
    [TestCase(1024, true)]
    [TestCase(2048, true)]
    [TestCase(4096, true)]
    [TestCase(8192, false)]
    [TestCase(16384, false)]
    public void Windows_on_Fargate_has_one_to_four_vCPUs(int cpu, bool isSold)
    {
        var linux = Fargate() with { Cpu = $"{cpu}", Memory = $"{cpu * 4}" };
        FluentActions.Invoking(() => TaskDefinitionRules.Register(linux)).Should().NotThrow();
        var register = FluentActions.Invoking(() => TaskDefinitionRules.Register(linux with { RuntimePlatform = new() { OperatingSystemFamily = OSFamily.WindowsServer2022Core } }));
        if (isSold) register.Should().NotThrow();
        else register.Should().Throw<ApiException>().WithMessage($"No Fargate configuration exists for given values: {cpu} CPU, {cpu * 4} memory.*");
    }
}
