using System.Security.Cryptography;

namespace Workbook.Engine;

/// <summary>Ids of what passes, such as requests and sessions. Those of resources are made by <see cref="ResourceIds"/>.</summary>
public static class Ids
{
    /// <summary>A random UUID, as AWS names requests.</summary>
    public static string NewRequestId() => NewUuid().ToString();

    /// <summary>A random UUID.</summary>
    public static Guid NewUuid() => new(RandomNumberGenerator.GetBytes(16));

    /// <summary>Such as <c>ecs-execute-command-0123456789abcdef0</c>, as Session Manager names the sessions of ECS Exec.</summary>
    public static string NewExecSessionId() => $"ecs-execute-command-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(9))[..17]}";

    /// <summary>What only who was given it can know: 256 random bits as text.</summary>
    public static string NewToken() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
