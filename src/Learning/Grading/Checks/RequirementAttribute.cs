namespace Workbook.Learning.Grading;

/// <summary>Says what a check expects of the cluster, and where to look when it is not so.</summary>
/// <param name="text">One sentence, in the present tense: "The task is RUNNING".</param>
/// <param name="hint">One step in the right direction, not the answer.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequirementAttribute(string text, string hint) : Attribute
{
    public string Text { get; } = text;

    public string Hint { get; } = hint;
}
