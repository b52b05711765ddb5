using Workbook.Orchestration.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.TaskDefinitions;

// Inside, where its Ec2 goes before the namespace of that name.
using static Requests;

/// <summary>One mistake in the task's own settings each.</summary>
internal sealed class TaskRefusals
{
    private static IEnumerable<TestCaseData> Rows()
    {
        yield return Refusal.Of("no family", Ec2() with { Family = null }, "Family can not be blank.");
        yield return Refusal.Of("blank family", Ec2() with { Family = " " }, "Family can not be blank.");
        yield return Refusal.Of("family with a dot", Ec2() with { Family = "a.b" }, "Family contains invalid characters.");
        yield return Refusal.Of("family in Greek", Ec2() with { Family = "ἀγορά" }, "Family contains invalid characters.");
        yield return Refusal.Of("long family", Ec2() with { Family = new('a', 256) }, "Family should not be longer than 255 characters.");
        yield return Refusal.Of("task role", Ec2() with { TaskRoleArn = "" }, "Role is not valid");
        yield return Refusal.Of("execution role", Ec2() with { ExecutionRoleArn = "arn:aws:ecs:us-east-1:123456789012:cluster/c" }, "Role is not valid");
        yield return Refusal.Of("network mode", Ec2() with { NetworkMode = "nat" }, "Invalid 'networkMode' setting for task.");
        yield return Refusal.Of("pid mode", Ec2() with { PidMode = "x" }, "Invalid 'pidMode' setting for task.");
        yield return Refusal.Of("ipc mode", Ec2() with { IpcMode = "x" }, "Invalid 'ipcMode' setting for task.");
        yield return Refusal.Of("compatibility", Ec2() with { RequiresCompatibilities = ["LAMBDA"] }, "Invalid 'requiresCompatibilities' setting for task.");
        yield return Refusal.Of("architecture", Ec2() with { RuntimePlatform = new() { CpuArchitecture = "RISCV" } }, "Invalid 'runtimePlatform.cpuArchitecture' setting for task.");
        yield return Refusal.Of("operating system", Ec2() with { RuntimePlatform = new() { OperatingSystemFamily = "BSD" } }, "Invalid 'runtimePlatform.operatingSystemFamily' setting for task.");
        yield return Refusal.Of("inference", Ec2() with { InferenceAccelerators = [new() { DeviceName = "d", DeviceType = "eia2.medium" }] }, "Unsupported field 'inferenceAccelerators'.");
        foreach (var cpu in new[] { "", "one", "0", "-256", "1.5", "127", "196609", "0.0001 vCPU", "1e3", "9999999999999" })
            yield return Refusal.Of($"cpu '{cpu}'", Ec2() with { Cpu = cpu }, "Invalid 'cpu' setting for task.");
        foreach (var memory in new[] { "", "much", "0", "0 GB", "0.3GB", "512MB" })
            yield return Refusal.Of($"memory '{memory}'", Ec2() with { Memory = memory }, "Invalid 'memory' setting for task.");
        yield return Refusal.Of("no container", Ec2() with { ContainerDefinitions = [] }, "Container list cannot be empty.");
        yield return Refusal.Of("absent containers", Ec2() with { ContainerDefinitions = null }, "Container list cannot be empty.");
        yield return Refusal.Of("eleven containers", Ec2(Enumerable.Range(0, 11).Select(i => App with { Name = $"c{i}" }).ToValueList()), "Too many containers.");
        yield return Refusal.Of("nothing essential", Ec2(App with { Essential = false }), "Task definition doesn't have any essential container.");
        yield return Refusal.Of("same name", Ec2(App, App), "Container names must be unique within a task definition.");
        yield return Refusal.Of("cpu sum", Ec2(App with { Cpu = 100 }, Sidecar with { Cpu = 100 }) with { Cpu = "199" }, "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.");
        yield return Refusal.Of("reservation sum", Ec2(App with { MemoryReservation = 60 }, Sidecar with { MemoryReservation = 60 }) with { Memory = "119" }, "The sum of all container 'memoryReservation' values cannot be greater than the value of the task 'memory'.");
        yield return Refusal.Of("over the task", Ec2(App with { Memory = 1024 }) with { Memory = "512" }, "The 'memory' setting for container 'app' is greater than for the task.");
        yield return Refusal.Of("constraint type", Ec2() with { PlacementConstraints = [new() { Type = "distinctInstance" }] }, "Invalid placement constraint type 'distinctInstance'. Must be one of [memberOf]");
        yield return Refusal.Of("constraint expression", Ec2() with { PlacementConstraints = [new() { Type = "memberOf" }] }, "Placement constraint expression should not be null or empty.");
        yield return Refusal.Of("eleven constraints", Ec2() with { PlacementConstraints = Enumerable.Repeat(new TaskDefinitionPlacementConstraint { Type = "memberOf", Expression = "x == y" }, 11).ToValueList() }, "Too many placement constraints.");
        yield return Refusal.Of("storage on EC2", Ec2() with { EphemeralStorage = new() { SizeInGiB = 30 } }, "Tasks using the EC2 launch type do not support EphemeralStorage.");
        yield return Refusal.Of("storage on both", Fargate() with { RequiresCompatibilities = ["EC2", "FARGATE"], EphemeralStorage = new() { SizeInGiB = 30 } }, "Tasks using the EC2 launch type do not support EphemeralStorage.");
        yield return Refusal.Of("external awsvpc", Awsvpc() with { RequiresCompatibilities = ["EXTERNAL"] }, "Tasks using the External launch type do not support networkMode 'awsvpc'.");
        yield return Refusal.Of("managed bridge", Ec2() with { RequiresCompatibilities = ["MANAGED_INSTANCES"], NetworkMode = "bridge" }, "Tasks using Managed Instances do not support networkMode 'bridge'.");
    }

    [TestCaseSource(nameof(Rows))]
    public void Are_worded_as_on_AWS(RegisterTaskDefinitionRequest request, string message) => Refusal.Check(request, message);

    private static IEnumerable<TestCaseData> TagRows()
    {
        static RegisterTaskDefinitionRequest Tagged(params ValueList<Tag> tags) => Ec2() with { Tags = tags };

        yield return Refusal.Of("fifty-one", Tagged(Enumerable.Range(0, 51).Select(i => new Tag { Key = $"k{i}" }).ToValueList()), "The number of tags exceeds the limit of 50 tags per resource.");
        yield return Refusal.Of("no key", Tagged(new Tag { Value = "v" }), "Tag key can not be blank.");
        yield return Refusal.Of("long key", Tagged(new Tag { Key = new('k', 129) }), "Tag key exceeds the maximum length of 128 characters.");
        yield return Refusal.Of("long value", Tagged(new Tag { Key = "k", Value = new('v', 257) }), "Tag value exceeds the maximum length of 256 characters.");
        yield return Refusal.Of("reserved", Tagged(new Tag { Key = "AWS:owner" }), "Tag keys that start with 'aws:' are reserved for Amazon Web Services use.");
        yield return Refusal.Of("characters in key", Tagged(new Tag { Key = "a,b" }), "Tag key 'a,b' contains invalid characters.");
        yield return Refusal.Of("characters in value", Tagged(new Tag { Key = "a", Value = "b;c" }), "Tag value 'b;c' contains invalid characters.");
        yield return Refusal.Of("twice", Tagged(new Tag { Key = "a" }, new Tag { Key = "a" }), "Duplicate tag keys found: a. Each tag key must be unique.");
    }

    [TestCaseSource(nameof(TagRows))]
    public void Of_tags_are_invalid_parameters(RegisterTaskDefinitionRequest request, string message) =>
        Refusal.Check(request, message, "InvalidParameterException");

    [Test]
    public void An_empty_tag_list_is_the_clients_fault() => Refusal.Check(Ec2() with { Tags = [] }, "Tags can not be empty.");

    [Test]
    public void Memory_is_asked_for_before_Fargates_sizes() =>
        Refusal.Check(Fargate(App with { Memory = null }) with { Cpu = null, Memory = null },
            "Invalid setting for container 'app'. At least one of 'memory' or 'memoryReservation' must be specified.");
}
