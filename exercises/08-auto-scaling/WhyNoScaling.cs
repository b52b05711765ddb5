using Amazon.ApplicationAutoScaling;
using Amazon.ApplicationAutoScaling.Model;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Workbook;

namespace AutoScaling;

/// <summary>
/// An investigation. In the cluster <c>arcade</c> four services run one task each: <c>pinball</c>, <c>racing</c>,
/// <c>quiz</c> and <c>claw</c>. All are at 100 % CPU, all are meant to scale from 1 to 8 tasks, and none does.
/// <c>pinball</c> and <c>racing</c> have a target tracking policy <c>cpu-at-50</c>; <c>quiz</c> has the step scaling policy
/// <c>more-quiz</c> with the alarm <c>quiz-busy</c>, and <c>claw</c> has <c>more-claw</c> with <c>claw-busy</c>. Each has another fault.
/// <list type="number">
/// <item>Find the fault of each service, and return it under the name of the service. One of: <c>no-policy</c>,
/// <c>suspended</c>, <c>at-maximum</c>, <c>in-cooldown</c>, <c>alarm-does-nothing</c>, <c>alarm-without-data</c>,
/// <c>threshold-too-high</c>.</item>
/// <item>Repair it: change what is wrong, and nothing else. Policies and alarms keep their names, targets and thresholds.</item>
/// <item>Leave the desired counts alone. The policies will see to them.</item>
/// </list>
/// The customers stay: once you are done, the checks let half an hour go by and look again.
/// </summary>
public static class WhyNoScaling
{
    /// <param name="aws">AWS, with a client for each service: <c>aws.Scaling</c>, <c>aws.CloudWatch</c>, <c>aws.Ecs</c>.</param>
    /// <returns>The fault of each service: <c>["pinball"] = "…"</c>.</returns>
    public static async Task<Dictionary<string, string>> RunAsync(Aws aws)
    {
        // A first look: the limits of each service. The grader shows what you print.
        var targets = (await aws.Scaling.DescribeScalableTargetsAsync(new DescribeScalableTargetsRequest { ServiceNamespace = ServiceNamespace.Ecs })).ScalableTargets;
        foreach (var target in targets) Console.WriteLine($"{target.ResourceId}: {target.MinCapacity} to {target.MaxCapacity}");

        throw new NotImplementedException("WhyNoScaling only looks so far. A scalable target has more than limits; scaling activities tell when they did not scale, if you ask them to; and alarms have a state, actions and dimensions.");
    }
}
