using Workbook.Orchestration.Worlds;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Orchestration.Images;

/// <summary>A private repository of Amazon ECR.</summary>
/// <param name="Name">With its namespaces, such as <c>team/web-app</c>.</param>
/// <param name="CreatedAt">When.</param>
public sealed record EcrRepository(string Name, DateTimeOffset CreatedAt)
{
    /// <summary>One of <see cref="ImageTagMutability"/>.</summary>
    public string TagMutability { get; init; } = ImageTagMutability.Mutable;

    /// <summary>Tags for which the opposite of <see cref="TagMutability"/> holds; at most five patterns with <c>*</c>.</summary>
    public ValueList<string> ExclusionFilters { get; init; } = [];

    public bool ScanOnPush { get; init; }

    /// <summary>One of <see cref="Shapes.Ecr.EncryptionType"/>.</summary>
    public string EncryptionType { get; init; } = Shapes.Ecr.EncryptionType.Aes256;

    /// <summary>The ARN of the key; null with AES256.</summary>
    public string? KmsKey { get; init; }

    /// <summary>The permissions policy as it was set, or null.</summary>
    public string? PolicyText { get; init; }

    /// <summary>The lifecycle policy as it was put, or null.</summary>
    public string? LifecyclePolicyText { get; init; }

    /// <summary>When the lifecycle policy was carried out last; null when it never was.</summary>
    public DateTimeOffset? LifecycleEvaluatedAt { get; init; }

    /// <summary>What the last StartLifecyclePolicyPreview was about, or null.</summary>
    public EcrLifecyclePreview? Preview { get; init; }

    public ValueList<Tag> Tags { get; init; } = [];

    /// <summary>When its lifecycle policy is to be carried out next.</summary>
    public Wake? NextWake { get; init; }

    public static string ArnOf(AccountRegion scope, string name) => $"arn:aws:ecr:{scope.Region}:{scope.Account}:repository/{name}";
}

/// <summary>A preview of a lifecycle policy: what it would do to the images of that moment.</summary>
/// <param name="PolicyText">The policy that was tried.</param>
/// <param name="StartedAt">The moment.</param>
public sealed record EcrLifecyclePreview(string PolicyText, DateTimeOffset StartedAt);
