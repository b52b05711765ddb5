using System.Security.Cryptography;
using Workbook.Orchestration.Services;

namespace Workbook.Engine;

/// <summary>The one place where ids are made. The core gets them passed in.</summary>
public static class Ids
{
    /// <summary>32 lower-case hexadecimal digits, as ECS names tasks and container instances.</summary>
    public static string NewResourceId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>As many resource ids as asked for.</summary>
    public static IReadOnlyList<string> NewResourceIds(int count) => [.. Enumerable.Range(0, count).Select(_ => NewResourceId())];

    /// <summary>Such as <c>i-0123456789abcdef0</c>.</summary>
    public static string NewInstanceId() => "i-" + NewResourceId()[..17];

    /// <summary>What CreateService and UpdateService may need.</summary>
    public static ServiceIds NewServiceIds() => new(NewDeploymentId(), NewDigits(), RandomNumberGenerator.GetString(ServiceDeploymentAlphabet, 21));

    /// <summary>Such as <c>ecs-svc/1234567890123456789</c>, as ECS names deployments and task sets.</summary>
    public static string NewDeploymentId() => "ecs-svc/" + NewDigits();

    private const string ServiceDeploymentAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static string NewDigits() => RandomNumberGenerator.GetString("0123456789", 19);

    /// <summary>A random UUID, as AWS names requests.</summary>
    public static string NewRequestId() => NewUuid().ToString();

    /// <summary>A random UUID.</summary>
    public static Guid NewUuid() => new(RandomNumberGenerator.GetBytes(16));

    /// <summary>Such as <c>ecs-execute-command-0123456789abcdef0</c>, as Session Manager names the sessions of ECS Exec.</summary>
    public static string NewExecSessionId() => "ecs-execute-command-" + NewResourceId()[..17];

    /// <summary>What only who was given it can know: 256 random bits as text.</summary>
    public static string NewToken() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
