// fails: OpensInTheMorning: Expected limits of 4 to 10 tasks on Friday at 07:40 in Berlin, but found 1 to 2.
// fails: ClosesInTheEvening: Expected limits of 1 to 2 tasks on Friday at 18:10 in Berlin, but found 4 to 10.
// fails: FollowTheClockOfBerlin: Expected the time zone of the scheduled action open to be "Europe/Berlin", but found
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
        ScalableTargetAction = new ScalableTargetAction { MinCapacity = least, MaxCapacity = most },
    };
}
