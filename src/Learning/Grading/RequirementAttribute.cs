using NUnit.Framework;

namespace Workbook.Learning.Grading;

/// <summary>Says what a check expects of the cluster, and where to look when it is not so.</summary>
/// <param name="text">One sentence, in the present tense: "The task is RUNNING".</param>
/// <param name="hint">One step in the right direction, not the answer.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequirementAttribute(string text, string hint) : PropertyAttribute
{
    internal const string TextProperty = "WorkbookRequirement";
    internal const string HintProperty = "WorkbookHint";

    public string Text { get; } = text;

    public string Hint { get; } = hint;

    public override void ApplyToTest(NUnit.Framework.Internal.Test test)
    {
        test.Properties.Set(TextProperty, Text);
        test.Properties.Set(HintProperty, Hint);
    }
}
