using System.Globalization;
using System.Security.Cryptography;
using Workbook.Orchestration;
using Workbook.Orchestration.Services;

namespace Workbook.Engine;

/// <summary>Makes the ids of what callers create; the core gets them passed in.</summary>
/// <param name="seed">The same calls in the same order get the same ids with the same seed; null: nobody can foretell them.</param>
public sealed class ResourceIds(int? seed = null)
{
    private const string ServiceDeploymentAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private int _made;

    /// <summary>Those that nobody can foretell.</summary>
    public static ResourceIds Random { get; } = new();

    /// <summary>32 lower-case hexadecimal digits, as ECS names tasks and container instances.</summary>
    public string NewId() => Convert.ToHexStringLower(NewBytes());

    /// <summary>As many as asked for.</summary>
    public IReadOnlyList<string> NewIds(int count) => [.. Enumerable.Range(0, count).Select(_ => NewId())];

    /// <summary>Such as <c>i-0123456789abcdef0</c>.</summary>
    public string NewInstanceId() => "i-" + NewId()[..17];

    /// <summary>What CreateService and UpdateService may need.</summary>
    public ServiceIds NewServiceIds() => new(NewDeploymentId(), NewText("0123456789", 19), NewText(ServiceDeploymentAlphabet, 21));

    /// <summary>Such as <c>ecs-svc/1234567890123456789</c>, as ECS names deployments and task sets.</summary>
    public string NewDeploymentId() => "ecs-svc/" + NewText("0123456789", 19);

    /// <summary>A UUID, as Auto Scaling names groups and policies.</summary>
    public string NewUuid() => new Guid(NewBytes()).ToString();

    // Of 256 octets and 10 digits the first six are a little more frequent, which harms nobody.
    private string NewText(string alphabet, int length) => string.Concat(NewBytes().Concat(NewBytes()).Take(length).Select(octet => alphabet[octet % alphabet.Length]));

    private byte[] NewBytes() => seed is { } given
        ? Convert.FromHexString(DerivedId.Hex(given.ToString(CultureInfo.InvariantCulture), Interlocked.Increment(ref _made).ToString(CultureInfo.InvariantCulture)))
        : RandomNumberGenerator.GetBytes(16);
}
