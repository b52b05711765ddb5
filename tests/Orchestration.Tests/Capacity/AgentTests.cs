using Workbook.Orchestration.Capacity;
using Workbook.Orchestration.Planning;
using Workbook.Orchestration.Tasks;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.Capacity;

public class AgentTests
{
    private const string Document = """{"instanceId":"i-0aaaaaaaaaaaaaaaa","instanceType":"m7i.large","availabilityZone":"us-east-1b","architecture":"arm64"}""";

    private Fleet _fleet = null!;

    [SetUp]
    public void Nothing() => _fleet = new();

    private static RegisterContainerInstanceRequest Machine => new()
    {
        InstanceIdentityDocument = Document,
        TotalResources = [new() { Name = "CPU", IntegerValue = 2048 }, new() { Name = "MEMORY", IntegerValue = 4096 }],
        VersionInfo = new() { AgentVersion = "1.90.0" },
    };

    private Instance Register(RegisterContainerInstanceRequest request) =>
        _fleet.Story.Change(world => InstanceRules.Register(world, request, _fleet.Story.NextId(), "i-0123456789abcdef0", _fleet.Story.Now));

    private static string? Attribute(Instance instance, string name) => instance.Attributes.Single(attribute => attribute.Name == name).Value;

    private void Refuses(Action act, string code, string message)
    {
        var before = _fleet.Story.World;
        act.Should().Throw<ApiException>().WithMessage(message).Which.Code.Should().Be(code);
        _fleet.Story.World.Should().BeSameAs(before);
    }

    private void Connect(Instance instance, bool isConnected) =>
        _fleet.Story.Change(world => Reducer.Apply(world, new NoteAgent(instance.Id, isConnected, "The test says so."), _fleet.Story.Now));

    [Test]
    public void The_identity_document_says_what_machine_it_is()
    {
        var instance = Register(Machine);
        instance.Ec2InstanceId.Should().Be("i-0aaaaaaaaaaaaaaaa");
        instance.InstanceType.Should().Be("m7i.large");
        instance.AvailabilityZone.Should().Be("us-east-1b");
        Attribute(instance, "ecs.cpu-architecture").Should().Be("arm64");
        Refuses(() => Register(Machine with { InstanceIdentityDocument = "[1]" }), "ClientException", "Invalid instance identity document.");
        Refuses(() => Register(Machine with { InstanceIdentityDocument = "{" }), "ClientException", "Invalid instance identity document.");
    }

    [Test]
    public void Gpus_are_known_by_their_ids()
    {
        var instance = Register(Machine with { PlatformDevices = [new() { Id = "gpu-a", Type = "GPU" }, new() { Id = "gpu-b", Type = "GPU" }] });
        instance.GpuIds.Should().Equal("gpu-a", "gpu-b");
        instance.Registered.Gpus.Should().Be(2);
        Register(Machine with { TotalResources = [.. Machine.TotalResources!, new() { Name = "GPU", StringSetValue = ["gpu-c"] }] }).GpuIds.Should().Equal("gpu-c");
    }

    [TestCase("PORTS", "0")]
    [TestCase("PORTS", "65536")]
    [TestCase("PORTS_UDP", "-1")]
    public void Ports_that_are_none_are_refused(string name, string port) =>
        Refuses(() => Register(Machine with { TotalResources = [.. Machine.TotalResources!, new() { Name = name, StringSetValue = [port] }] }), "InvalidParameterException", $"'{port}' in {name} is not a port.");

    [Test]
    public void Registering_again_keeps_the_instance_and_its_tasks()
    {
        _fleet.Define();
        var first = Register(Machine);
        _fleet.Story.Run(new RunTaskRequest { TaskDefinition = "web" });
        Connect(first, false);
        var again = Register(Machine with
        {
            ContainerInstanceArn = $"arn:aws:ecs:us-east-1:123456789012:container-instance/default/{first.Id}",
            TotalResources = [new() { Name = "CPU", IntegerValue = 1024 }, new() { Name = "MEMORY", IntegerValue = 2048 }],
            Attributes = [new() { Name = "rack", Value = "7" }],
        });
        again.Id.Should().Be(first.Id);
        again.AgentConnected.Should().BeTrue();
        again.Remaining.Should().Match<Orchestration.Placement.InstanceResources>(left => left.Cpu == 512 && left.Memory == 1024);
        Attribute(again, "rack").Should().Be("7");
        _fleet.Story.World.ContainerInstances.Should().ContainSingle();
    }

    [Test]
    public void A_machine_cannot_become_another_type()
    {
        var first = Register(Machine);
        Refuses(
            () => Register(Machine with { ContainerInstanceArn = first.Id, InstanceIdentityDocument = Document.Replace("m7i.large", "m7i.xlarge", StringComparison.Ordinal) }),
            "ClientException", $"Container instance type changes are not supported. Container instance {first.Id} was previously registered as m7i.large.");
        Refuses(() => Register(Machine with { ContainerInstanceArn = "nobody" }), "ClientException", "Referenced container instance nobody not registered.");
    }

    [Test]
    public void Without_its_agent_an_instance_takes_no_tasks_and_services_wait()
    {
        _fleet.Define();
        var machine = Register(Machine);
        Connect(machine, false);
        _fleet.Story.Launch(new() { TaskDefinition = "web" }).Failures.Should().ContainSingle().Which.Reason.Should().Be("AGENT");
        var service = _fleet.Serve("api", 1);
        _fleet.Active.Should().BeEmpty();
        _fleet.Story.World.Services[service.Key].Events[0].Message.Should().Contain($"The closest matching (container-instance {machine.Id}) ");

        Connect(machine, true);
        _fleet.Story.Plan();
        _fleet.On(machine).Should().ContainSingle();
    }

    [Test]
    public void An_old_agent_is_updated()
    {
        var machine = Register(Machine);
        Update().AgentUpdateStatus.Should().Be("PENDING");
        Refuses(() => Update(), "UpdateInProgressException", "Agent update is already in progress.");
        _fleet.Story.After(AgentUpdates.UpdateTime).Should().Equal("FinishAgentUpdate");
        _fleet.Now(machine).Should().Match<Instance>(now => now.AgentUpdateStatus == "UPDATED" && now.VersionInfo!.AgentVersion == AgentUpdates.LatestVersion);
        Refuses(() => Update(), "NoUpdateAvailableException", "There is no update available for your container agent.");

        Instance Update() => _fleet.Story.Change(world => AgentUpdates.Update(world, new() { ContainerInstance = machine.Id }, _fleet.Story.Now));
    }

    [Test]
    public void An_agent_of_unknown_version_cannot_be_updated()
    {
        var machine = _fleet.Story.AddInstance();
        FluentActions.Invoking(() => AgentUpdates.Update(_fleet.Story.World, new() { ContainerInstance = machine.Id }, _fleet.Story.Now))
            .Should().Throw<ApiException>().Which.Code.Should().Be("MissingVersionException");
    }
}
