namespace Workbook.Learning.Tests.Notebooks;

/// <summary>Time in which every timer is due at once.</summary>
internal sealed class JumpingTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
}
