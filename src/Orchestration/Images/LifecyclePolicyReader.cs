using System.Text.Json;
using Workbook.Shapes;

namespace Workbook.Orchestration.Images;

/// <summary>Takes the JSON of a lifecycle policy apart and refuses what its schema does not know.</summary>
internal static class LifecyclePolicyReader
{
    private const int MostRules = 50;

    private static readonly Dictionary<string, LifecycleTagStatus> TagStatuses = new(StringComparer.Ordinal)
    {
        ["any"] = LifecycleTagStatus.Any, ["tagged"] = LifecycleTagStatus.Tagged, ["untagged"] = LifecycleTagStatus.Untagged,
    };

    private static readonly Dictionary<string, LifecycleCountType> CountTypes = new(StringComparer.Ordinal)
    {
        ["imageCountMoreThan"] = LifecycleCountType.ImageCountMoreThan, ["sinceImagePulled"] = LifecycleCountType.SinceImagePulled,
        ["sinceImagePushed"] = LifecycleCountType.SinceImagePushed, ["sinceImageTransitioned"] = LifecycleCountType.SinceImageTransitioned,
    };

    private static readonly Dictionary<string, LifecycleAction> Actions = new(StringComparer.Ordinal)
    {
        ["expire"] = LifecycleAction.Expire, ["transition"] = LifecycleAction.Transition,
    };

    private static readonly Dictionary<string, bool> StorageClasses = new(StringComparer.Ordinal) { ["archive"] = true, ["standard"] = false };

    private static readonly Dictionary<string, bool> Units = new(StringComparer.Ordinal) { ["days"] = true };

    private static readonly Dictionary<string, bool> Targets = new(StringComparer.Ordinal) { ["archive"] = true };

    /// <summary>The rules in the order in which they are written.</summary>
    public static ValueList<LifecycleRule> Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object) throw Invalid("Could not map policyString into LifecyclePolicy.");
            var policy = new SchemaObject(json.RootElement, ["rules"], []);
            var rules = policy.Array("rules");
            if (rules.Count > MostRules) throw Invalid($"array is too long: must have at most {MostRules} elements but instance has {rules.Count} elements");
            return rules.Select(Rule).ToValueList();
        }
        catch (JsonException)
        {
            throw Invalid("Could not map policyString into LifecyclePolicy.");
        }
    }

    public static ApiException Invalid(string why) => ImageRefusal.Invalid("LifecyclePolicyText", $"Lifecycle policy validation failure: {why}");

    private static LifecycleRule Rule(JsonElement json)
    {
        var rule = new SchemaObject(json, ["action", "rulePriority", "selection"], ["description"]);
        rule.Text("description");
        var action = new SchemaObject(rule.Member("action"), ["type"], ["targetStorageClass"]);
        var does = action.OneOf("type", Actions);
        var hasTarget = action.Has("targetStorageClass") && action.OneOf("targetStorageClass", Targets);
        if (does == LifecycleAction.Transition && !hasTarget) throw Invalid("Must specify targetStorageClass when action type is TRANSITION.");
        if (does == LifecycleAction.Expire && hasTarget) throw Invalid("Must not specify targetStorageClass when action type is EXPIRE.");
        return Selection(new(rule.Member("selection"), ["countNumber", "countType", "tagStatus"], ["countUnit", "storageClass", "tagPatternList", "tagPrefixList"]), rule.Number("rulePriority"), does);
    }

    private static LifecycleRule Selection(SchemaObject selection, int priority, LifecycleAction action)
    {
        var status = selection.OneOf("tagStatus", TagStatuses);
        var countType = selection.OneOf("countType", CountTypes);
        var isDays = countType != LifecycleCountType.ImageCountMoreThan;
        if (selection.Has("countUnit")) selection.OneOf("countUnit", Units);
        // The schema has one form with a unit and one without.
        if (selection.Has("countUnit") != isDays) throw Invalid("instance failed to match exactly one schema (matched 0 out of 2)");
        var ofArchive = selection.Has("storageClass") && selection.OneOf("storageClass", StorageClasses);
        return new(priority, status, Patterns(selection, status), ofArchive, countType, selection.Number("countNumber"), action);
    }

    private static ValueList<string> Patterns(SchemaObject selection, LifecycleTagStatus status)
    {
        var patterns = selection.Texts("tagPatternList");
        var prefixes = selection.Texts("tagPrefixList");
        if (status != LifecycleTagStatus.Tagged)
        {
            if (patterns.Count + prefixes.Count > 0) throw Invalid($"Must not specify tagPrefixList or tagPatternList when tagStatus={status.ToString().ToUpperInvariant()}.");
            return [];
        }
        if (patterns.Count > 0 && prefixes.Count > 0) throw Invalid("Must specify either tagPrefixList or tagPatternList, but not both.");
        if (patterns.Count + prefixes.Count == 0) throw Invalid("Must specify tagPrefixList or tagPatternList when tagStatus=TAGGED.");
        return patterns.Count > 0 ? patterns : prefixes.Select(prefix => prefix + "*").ToValueList();
    }
}
