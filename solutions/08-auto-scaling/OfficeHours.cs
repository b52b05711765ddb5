using Amazon.ApplicationAutoScaling;
using Amazon.ApplicationAutoScaling.Model;
using Workbook;

namespace AutoScaling;

/// <summary>Two actions move the limits. With the name of a time zone they keep to its clock, in summer and in winter.</summary>
public static class OfficeHours
{
    private const string Desk = "service/bureau/desk";

    /// <param name="aws">AWS, with a client for each service; Application Auto Scaling is <c>aws.Scaling</c>.</param>
    public static async Task RunAsync(Aws aws)
    {
        await aws.Scaling.RegisterScalableTargetAsync(new RegisterScalableTargetRequest
        {
            ServiceNamespace = ServiceNamespace.Ecs,
            ScalableDimension = ScalableDimension.EcsServiceDesiredCount,
            ResourceId = Desk,
            MinCapacity = 1,
            MaxCapacity = 2,
        });
        await aws.Scaling.PutScheduledActionAsync(Action("open", "cron(30 7 ? * MON-FRI *)", least: 4, most: 10));
        await aws.Scaling.PutScheduledActionAsync(Action("close", "cron(0 18 ? * MON-FRI *)", least: 1, most: 2));
    }

    private static PutScheduledActionRequest Action(string name, string schedule, int least, int most) => new()
    {
        ServiceNamespace = ServiceNamespace.Ecs,
        ScalableDimension = ScalableDimension.EcsServiceDesiredCount,
        ResourceId = Desk,
        ScheduledActionName = name,
        Schedule = schedule,
        Timezone = "Europe/Berlin",
        ScalableTargetAction = new ScalableTargetAction { MinCapacity = least, MaxCapacity = most },
    };
}
