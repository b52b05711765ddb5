using Amazon.ApplicationAutoScaling;
using Amazon.ApplicationAutoScaling.Model;
using Workbook;

namespace AutoScaling;

/// <summary>
/// Scaling by the calendar. In the cluster <c>bureau</c> the service <c>desk</c> runs one task. Clerks in Berlin come at
/// eight, all at once, and a policy would notice only when they are waiting already.
/// <list type="number">
/// <item>Make the service a scalable target. Until somebody says otherwise it has at least 1 task and at most 2.</item>
/// <item>A scheduled action <c>open</c>: from Monday to Friday, at 07:30 in Berlin, at least 4 tasks and at most 10.</item>
/// <item>A scheduled action <c>close</c>: from Monday to Friday, at 18:00 in Berlin, at least 1 task and at most 2.</item>
/// <item>Berlin changes its clocks in March and in October. The office follows its clock, all year round.</item>
/// </list>
/// You need not wait for anything: the checks move the clock on to a Friday, and over the weekend.
/// </summary>
public static class OfficeHours
{
    /// <param name="aws">AWS, with a client for each service; Application Auto Scaling is <c>aws.Scaling</c>.</param>
    public static async Task RunAsync(Aws aws)
    {
        // How Application Auto Scaling calls this service. Every request needs all three.
        var (ns, dimension, resource) = (ServiceNamespace.Ecs, ScalableDimension.EcsServiceDesiredCount, "service/bureau/desk");

        throw new NotImplementedException("OfficeHours is still empty. Register the service as a scalable target; then PutScheduledActionAsync, twice.");
    }
}
