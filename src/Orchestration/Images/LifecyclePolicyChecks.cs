using Workbook.Shapes;

namespace Workbook.Orchestration.Images;

/// <summary>What the rules of a lifecycle policy have to keep among each other and that no schema can say.</summary>
internal static class LifecyclePolicyChecks
{
    private const int MostStars = 4;
    private const int LeastDaysInArchive = 90;

    /// <exception cref="ApiException">InvalidParameterException.</exception>
    public static void Check(ValueList<LifecycleRule> rules)
    {
        if (rules.Select(rule => rule.Priority).Distinct().Count() < rules.Count) throw Invalid("Rule priorities must be unique.");
        foreach (var rule in rules) Check(rule);
        foreach (var ofClass in rules.GroupBy(rule => rule.OfArchive)) CheckTogether([.. ofClass]);
    }

    private static void Check(LifecycleRule rule)
    {
        if (rule.TagPatterns.FirstOrDefault(pattern => pattern.Count(letter => letter == '*') > MostStars) is { } pattern)
            throw Invalid($"tagPatternList entries can have at most {MostStars} wildcards: {pattern}");
        var isTransitioned = rule.CountType == LifecycleCountType.SinceImageTransitioned;
        if (isTransitioned != rule.OfArchive)
            throw Invalid(isTransitioned ? "storageClass must be ARCHIVE when countType=SINCE_IMAGE_TRANSITIONED." : "storageClass must be STANDARD unless countType=SINCE_IMAGE_TRANSITIONED.");
        if (isTransitioned && rule.Action != LifecycleAction.Expire) throw Invalid("Action type must be EXPIRE when countType=SINCE_IMAGE_TRANSITIONED.");
        if (rule.CountType == LifecycleCountType.SinceImagePulled && rule.Action != LifecycleAction.Transition)
            throw Invalid("Action type must be TRANSITION when countType=SINCE_IMAGE_PULLED.");
        if (isTransitioned && rule.Count < LeastDaysInArchive) throw Invalid($"countNumber must be at least {LeastDaysInArchive} when countType=SINCE_IMAGE_TRANSITIONED.");
    }

    private static void CheckTogether(LifecycleRule[] rules)
    {
        if (rules.Count(rule => rule.TagStatus == LifecycleTagStatus.Untagged) > 1) throw Invalid("Only one rule can select Untagged images per storage class");
        if (rules.FirstOrDefault(rule => rule.TagStatus == LifecycleTagStatus.Any) is { } any && rules.Any(rule => rule.Priority > any.Priority || (rule != any && rule.TagStatus == LifecycleTagStatus.Any)))
            throw Invalid("Rule for tagStatus=ANY must have the lowest priority per storage class");
        var sets = rules.Where(rule => rule.TagStatus == LifecycleTagStatus.Tagged).Select(rule => string.Join(' ', rule.TagPatterns.Order(StringComparer.Ordinal)));
        if (sets.GroupBy(set => set, StringComparer.Ordinal).Any(group => group.Count() > 1))
            throw Invalid("Each rule must have a unique set of tagPrefixList or tagPatternList per storage class");
    }

    private static ApiException Invalid(string why) => LifecyclePolicyReader.Invalid(why);
}
