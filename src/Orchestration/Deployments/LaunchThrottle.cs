namespace Workbook.Orchestration.Deployments;

/// <summary>
/// Slows down the launches of a deployment whose tasks fail before they ever were RUNNING, or end in that moment (see
/// "Amazon ECS service throttle logic"). Tasks that fail while launches already wait count as one round with those before.
/// </summary>
/// <param name="FailedRounds">How often in a row a launch failed.</param>
/// <param name="NotBefore">No task is started before this time; null while launches are not slowed down.</param>
public sealed record LaunchThrottle(int FailedRounds, DateTimeOffset? NotBefore)
{
    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(27);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);

    /// <summary>From this round on the service says that it cannot start tasks consistently.</summary>
    private const int RoundsBeforeComplaint = 3;

    public static LaunchThrottle Open { get; } = new(0, null);

    /// <summary>True once the service has said so, for this row of failures.</summary>
    public bool HasComplained { get; init; }

    public bool IsComplaintDue => FailedRounds >= RoundsBeforeComplaint && !HasComplained;

    public bool Holds(DateTimeOffset now) => NotBefore > now;

    /// <summary>The wait doubles: 10 s, 20 s, 40 s, … 1,280 s, then 27 minutes.</summary>
    public LaunchThrottle Failed(DateTimeOffset now)
    {
        if (Holds(now)) return this;
        // The eighth wait would be 1,280 s, the ninth 2,560 s > 27 min = 1,620 s; no need to shift further.
        var wait = FailedRounds >= 8 ? Longest : First * (1 << FailedRounds);
        return this with { FailedRounds = FailedRounds + 1, NotBefore = now + wait };
    }

    /// <summary>The same once the wait is over; what has failed so far is not forgotten.</summary>
    public LaunchThrottle Opened(DateTimeOffset now) => NotBefore <= now ? this with { NotBefore = null } : this;
}
