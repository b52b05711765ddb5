using Workbook.Shapes.Elbv2;

namespace Workbook.Orchestration.LoadBalancing;

/// <summary>Where actions forward to.</summary>
public static class Forwards
{
    /// <summary>The ARNs of all target groups that the actions name, each once.</summary>
    public static IEnumerable<string> GroupsOf(IEnumerable<Shapes.Elbv2.Action> actions) => actions.SelectMany(GroupsOf).Distinct();

    /// <summary>A forward action names its only group directly, or all its groups with their weights, or both.</summary>
    private static IEnumerable<string> GroupsOf(Shapes.Elbv2.Action action) =>
        (action.ForwardConfig?.TargetGroups ?? []).Select(each => each.TargetGroupArn).Append(action.TargetGroupArn).OfType<string>();
}
