using System.Globalization;

namespace Workbook;

/// <summary>Why something is as it is: the chain of what was decided and what happened, oldest first.</summary>
/// <param name="Arn">What it is about.</param>
/// <param name="Status">How it is now, in words.</param>
/// <param name="Dropped">How many older steps are not kept any more.</param>
/// <param name="Steps">The chain.</param>
public sealed record Explanation(string Arn, string Status, int Dropped, IReadOnlyList<ExplanationStep> Steps)
{
    /// <summary>One line for each step: seconds since the first one, what, and why.</summary>
    public override string ToString() => string.Join('\n',
    [
        $"{Arn}: {Status}",
        .. Steps.Select(step => string.Create(CultureInfo.InvariantCulture, $"{(step.At - Steps[0].At).TotalSeconds,9:0.0} s  {step.What}{(step.Why is { } why ? $" (why: {why})" : "")}")),
    ]);
}

/// <summary>One step of an <see cref="Explanation"/>.</summary>
/// <param name="At">When, by the engine's clock.</param>
/// <param name="What">What was decided, or what happened.</param>
/// <param name="Why">The reason of a decision; null for what merely happened.</param>
public sealed record ExplanationStep(DateTimeOffset At, string What, string? Why);
