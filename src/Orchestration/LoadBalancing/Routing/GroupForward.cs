using Workbook.Shapes;

namespace Workbook.Orchestration.LoadBalancing.Routing;

/// <summary>Forwards to one of several target groups, to each in the proportion of its weight.</summary>
/// <param name="Groups">With weights of 0 to 999.</param>
/// <param name="StickyFor">How long a client stays with the group that it was sent to first; null: every request is decided anew.</param>
public sealed record GroupForward(ValueList<WeightedGroup> Groups, TimeSpan? StickyFor) : RoutedAction
{
    private int Total { get; } = Groups.Sum(group => group.Weight);

    internal static GroupForward Of(Shapes.Elbv2.Action action)
    {
        var tuples = action.ForwardConfig?.TargetGroups;
        var stickiness = action.ForwardConfig?.TargetGroupStickinessConfig;
        return new(
            tuples is { Count: > 0 }
                ? tuples.Where(each => each.TargetGroupArn is not null).Select(each => new WeightedGroup(each.TargetGroupArn!, each.Weight ?? 1)).ToValueList()
                : [new(action.TargetGroupArn ?? "", 1)],
            stickiness?.Enabled == true ? TimeSpan.FromSeconds(stickiness.DurationSeconds ?? 3600) : null);
    }

    /// <summary>The group for a request.</summary>
    /// <param name="unit">Drawn evenly from 0 (inclusive) to 1 (exclusive).</param>
    /// <returns>The ARN; null when all weights are 0.</returns>
    public string? Choose(double unit)
    {
        if (Groups.Count == 1) return Total == 0 ? null : Groups[0].Arn;
        // Weights 1 and 3: below 0.25 the first, else the second.
        var mark = unit * Total;
        foreach (var group in Groups)
        {
            mark -= group.Weight;
            if (mark < 0) return group.Arn;
        }
        return null;
    }

    /// <summary>True when a client that was sent to the group before may be sent there again: not after its weight was set to 0.</summary>
    public bool Keeps(string arn)
    {
        foreach (var group in Groups)
            if (group.Weight > 0 && group.Arn == arn) return true;
        return false;
    }
}

/// <summary>A target group with its share of the requests.</summary>
public sealed record WeightedGroup(string Arn, int Weight);
