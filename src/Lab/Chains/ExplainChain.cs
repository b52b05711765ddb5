using System.Globalization;

namespace Workbook;

/// <summary>
/// Why something is as it is, drawn as a chain: what was decided, with the reason below it, and what happened.
/// <code>
/// await ExplainChain.OfAsync(aws, task.TaskArn)
/// </code>
/// Times are seconds since the first step. Only a workbook can explain; AWS does not tell.
/// </summary>
public sealed class ExplainChain : Picture
{
    private const int Width = 760, Line = 96, Text = 114, Top = 74, LineHeight = 17, Gap = 9, LineLength = 88;

    /// <summary>The first and the last of a longer chain are shown.</summary>
    private const int MostSteps = 40;

    internal ExplainChain(Explanation explanation) => Explanation = explanation;

    /// <summary>What is drawn.</summary>
    public Explanation Explanation { get; }

    /// <summary>Asks the workbook, and draws its answer.</summary>
    /// <param name="aws">Where to ask.</param>
    /// <param name="arn">The ARN of a task, a service, a service deployment, a container instance, a load balancer and what belongs to it.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <exception cref="WorkbookException">The endpoint is no workbook, or there is no such thing.</exception>
    public static async Task<ExplainChain> OfAsync(Aws aws, string arn, CancellationToken cancellation = default) => new(await aws.Workbook.ExplainAsync(arn, cancellation));

    /// <inheritdoc/>
    public override string ToSvg()
    {
        var steps = Shown().Select(step => (Step: step, What: TextLines.Wrap(TextLines.ShortIds(step.What), LineLength), Why: step.Why is { } why ? TextLines.Wrap("because: " + TextLines.ShortIds(why), LineLength) : [])).ToList();
        var height = Top + steps.Sum(each => (each.What.Count + each.Why.Count) * LineHeight + Gap) + 12;
        var svg = new SvgDrawing(Width, height, $"Why {Name} is as it is", ToString());
        svg.Text(20, 32, Name, SvgDrawing.Ink, size: 16, bold: true, room: 700);
        svg.Text(20, 52, TextLines.ShortIds(Explanation.Status), SvgDrawing.Quiet, size: 12, room: 700);
        var y = (double)Top;
        for (var i = 0; i < steps.Count; i++)
        {
            var (step, what, why) = steps[i];
            var next = y + (what.Count + why.Count) * LineHeight + Gap;
            if (i + 1 < steps.Count) svg.Line(Line, y, Line, next, SvgDrawing.Faint);
            svg.Text(Line - 14, y + 4, Seconds(step), SvgDrawing.Quiet, size: 11, anchor: Anchor.End);
            svg.Dot(Line, y, step.Why is null ? 3.5 : 5.5, step.Why is null ? SvgDrawing.Quiet : SvgDrawing.Reached);
            foreach (var line in what) svg.Text(Text, Down(ref y), line, SvgDrawing.Ink, size: 12, bold: step.Why is not null);
            foreach (var line in why) svg.Text(Text, Down(ref y), line, SvgDrawing.Quiet, size: 12);
            y = next;
        }
        return svg.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => TextLines.ShortIds(Explanation.ToString());

    private string Name => TextLines.ShortIds(Explanation.Arn[(Explanation.Arn.LastIndexOf(':') + 1)..]);

    private static double Down(ref double y)
    {
        y += LineHeight;
        return y - LineHeight + 4;
    }

    private string Seconds(ExplanationStep step) => string.Create(CultureInfo.InvariantCulture, $"{(step.At - Explanation.Steps[0].At).TotalSeconds:0.0} s");

    private IEnumerable<ExplanationStep> Shown()
    {
        var steps = Explanation.Steps;
        if (steps.Count <= MostSteps) return steps;
        var left = steps.Count - MostSteps;
        return [.. steps.Take(MostSteps / 2), new(steps[MostSteps / 2].At, $"… {left} steps more …", null), .. steps.Skip(MostSteps / 2 + left)];
    }
}
