using Workbook.Shapes;

namespace Workbook.Orchestration.Images;

/// <summary>A lifecycle policy, understood (see "Lifecycle policy properties in Amazon ECR").</summary>
/// <param name="Rules">By priority, that which is applied first in front.</param>
public sealed record LifecyclePolicy(ValueList<LifecycleRule> Rules)
{
    /// <summary>Reads and checks the text of a policy.</summary>
    /// <exception cref="ApiException">InvalidParameterException, with what is wrong in ECR's words.</exception>
    public static LifecyclePolicy Parse(string text)
    {
        var rules = LifecyclePolicyReader.Read(text);
        LifecyclePolicyChecks.Check(rules);
        return new(rules.OrderBy(rule => rule.Priority).ToValueList());
    }
}

/// <summary>Which images of a repository a rule is about.</summary>
public enum LifecycleTagStatus
{
    Tagged,
    Untagged,
    Any,
}

/// <summary>What of an image a rule counts.</summary>
public enum LifecycleCountType
{
    /// <summary>How many there are.</summary>
    ImageCountMoreThan,

    /// <summary>Days since it was pushed.</summary>
    SinceImagePushed,

    /// <summary>Days since it was pulled, or out of the archive, or pushed, whichever it was last.</summary>
    SinceImagePulled,

    /// <summary>Days since it was archived.</summary>
    SinceImageTransitioned,
}

/// <summary>What a rule does to the images that it marks.</summary>
public enum LifecycleAction
{
    /// <summary>Delete them.</summary>
    Expire,

    /// <summary>Move them to the archive.</summary>
    Transition,
}

/// <summary>One rule of a lifecycle policy.</summary>
/// <param name="Priority">From 1, unique within the policy.</param>
/// <param name="TagStatus">Which images by their tags.</param>
/// <param name="TagPatterns">For tagged ones: an image is meant if each of these matches any of its tags. Prefixes end in a star here.</param>
/// <param name="OfArchive">True for archived images, false for all others.</param>
/// <param name="CountType">What is counted.</param>
/// <param name="Count">Images or days.</param>
/// <param name="Action">What happens to those that it marks.</param>
public sealed record LifecycleRule(
    int Priority, LifecycleTagStatus TagStatus, ValueList<string> TagPatterns, bool OfArchive, LifecycleCountType CountType, int Count, LifecycleAction Action)
{
    /// <summary>Whether the rule is about this image, marked or not.</summary>
    public bool Selects(EcrImage image) =>
        OfArchive == image.IsArchived && TagStatus switch
        {
            LifecycleTagStatus.Any => true,
            LifecycleTagStatus.Untagged => image.Tags.Count == 0,
            LifecycleTagStatus.Tagged => image.Tags.Count > 0 && TagPatterns.All(pattern => image.Tags.Any(tag => Wildcard.Matches(pattern, tag))),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
