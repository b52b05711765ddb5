using System.Reflection;
using Workbook.Orchestration.TaskDefinitions;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Orchestration.Tests.TaskDefinitions;

/// <summary>However odd the request, the answer is a definition or a refusal, never a crash.</summary>
internal sealed class RobustnessTests
{
    // Strings that mean something somewhere, so that the odd request gets past the first rules.
    private static readonly string[] Words =
    [
        "", " ", "a", "b", "80", "1 vCPU", "2GB", "80-90", "90-80", "99999-99999", "awsvpc", "host", "bridge", "none", "FARGATE", "EC2", "EXTERNAL",
        "MANAGED_INSTANCES", "tcp", "udp", "START", "HEALTHY", "CMD", "awslogs", "awsfirelens", "splunk", "s3", "fluentd", "GPU", "nofile", "net.x",
        "task", "shared", "ENABLED", "memberOf", "LINUX", "WINDOWS_SERVER_X", "X86_64", "ARM64", "aws:x", "arn:aws:s3:::b/k.env",
        "arn:aws:secretsmanager:us-east-1:123456789012:secret:s", "123456789012.dkr.ecr.us-east-1.amazonaws.com/a",
    ];

    private static readonly int[] Numbers = [int.MinValue, -1, 0, 1, 2, 5, 30, 80, 100, 256, 512, 65535, 65536, int.MaxValue];

    [Test]
    public void Any_request_is_accepted_or_refused([Values(1, 2, 3, 4)] int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 3000; i++)
        {
            var request = (RegisterTaskDefinitionRequest)Record(typeof(RegisterTaskDefinitionRequest), random);
            // Half of them with a valid head, or hardly any would reach the rules of the containers.
            if (random.Next(2) == 0) request = Headed(request);
            try
            {
                TaskDefinitionRules.Register(request);
            }
            catch (ApiException error)
            {
                error.Message.Should().NotBeNullOrEmpty();
            }
        }
    }

    private static RegisterTaskDefinitionRequest Headed(RegisterTaskDefinitionRequest request) => request with
    {
        Family = "f",
        TaskRoleArn = null,
        ExecutionRoleArn = Requests.Role,
        NetworkMode = request.NetworkMode is "awsvpc" or "host" ? request.NetworkMode : null,
        PidMode = null,
        IpcMode = null,
        RequiresCompatibilities = null,
        RuntimePlatform = null,
        InferenceAccelerators = null,
        Tags = null,
        Cpu = null,
        Memory = "2GB",
        Volumes = [new() { Name = "a" }],
        ContainerDefinitions = request.ContainerDefinitions.ToNamed(),
    };

    private static object? Value(Type type, Random random)
    {
        if (random.Next(4) == 0) return null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return Words[random.Next(Words.Length)];
        if (type == typeof(int)) return Numbers[random.Next(Numbers.Length)];
        if (type == typeof(bool)) return random.Next(2) == 0;
        if (!type.IsGenericType) return Record(type, random);
        var element = type.GetGenericArguments()[0];
        var values = Enumerable.Range(0, random.Next(3)).Select(_ => Value(element, random) ?? Empty(element)).ToArray();
        if (type.GetGenericTypeDefinition() == typeof(ValueMap<>))
            return new ValueMap<string>(values.Select(value => new KeyValuePair<string, string>(Words[random.Next(Words.Length)], (string)value)));
        return typeof(RobustnessTests).GetMethod(nameof(List), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(element).Invoke(null, [values]);
    }

    private static object Record(Type type, Random random)
    {
        var record = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
            property.SetValue(record, Value(property.PropertyType, random));
        return record;
    }

    private static object Empty(Type type) => type == typeof(string) ? "" : Activator.CreateInstance(type)!;

    private static ValueList<T> List<T>(object[] values) => values.Cast<T>().ToValueList();
}

internal static class Named
{
    /// <summary>The same containers with names, images and limits that pass, so that the later rules are reached.</summary>
    public static ValueList<ContainerDefinition> ToNamed(this ValueList<ContainerDefinition>? containers) =>
        (containers ?? []).Append(Requests.App).Select((container, index) => container with
        {
            Name = index == 0 ? "a" : $"c{index}",
            Image = "busybox",
            Cpu = 0,
            Memory = 512,
            MemoryReservation = null,
            Essential = true,
            VersionConsistency = null,
            StartTimeout = null,
            StopTimeout = null,
        }).ToValueList();
}
