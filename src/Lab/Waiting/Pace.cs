namespace Workbook;

/// <summary>
/// How time passes between two looks. AWS's own waiters look every 15 seconds, 40 times. A workbook whose clock can be moved is moved on by those
/// 15 seconds instead, so that nobody waits and the same is seen each time; elsewhere the pauses are real.
/// </summary>
internal sealed class Pace
{
    /// <summary>40 looks, 15 seconds apart.</summary>
    public static readonly TimeSpan UsualPatience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly WorkbookControls? _clock;
    private readonly TimeProvider _time;
    private readonly TimeSpan _longest;
    private readonly TimeSpan _patience;
    private readonly long _started;
    private TimeSpan _moved;
    private TimeSpan _pause = FirstPause;

    private Pace(WorkbookControls? clock, TimeProvider time, TimeSpan longest, TimeSpan patience)
    {
        (_clock, _time, _longest, _patience) = (clock, time, longest, patience);
        _started = time.GetTimestamp();
    }

    public static async Task<Pace> BeginAsync(Aws aws, TimeSpan? patience, TimeProvider? time, CancellationToken cancellation)
    {
        var canMove = await aws.Workbook.TryStatusAsync(cancellation) is { HasMovableClock: true } && await TryMoveAsync(aws.Workbook, TimeSpan.Zero, cancellation);
        // Requests to AWS itself are throttled.
        return new(canMove ? aws.Workbook : null, time ?? TimeProvider.System, aws.Endpoint.IsLoopback ? LongestPause : Step, patience ?? UsualPatience);
    }

    /// <summary>False when time has run out.</summary>
    public async Task<bool> NextAsync(CancellationToken cancellation)
    {
        if (_clock is not null)
        {
            if (_moved >= _patience) return false;
            await _clock.AdvanceAsync(Step, cancellation);
            _moved += Step;
            return true;
        }
        if (_time.GetElapsedTime(_started) >= _patience) return false;
        await Task.Delay(_pause, _time, cancellation);
        _pause = _pause * 2 < _longest ? _pause * 2 : _longest;
        return true;
    }

    // Where this part of a workbook is closed its clock still jumps by itself, only nobody may push it.
    private static async Task<bool> TryMoveAsync(WorkbookControls clock, TimeSpan by, CancellationToken cancellation)
    {
        try
        {
            await clock.AdvanceAsync(by, cancellation);
            return true;
        }
        catch (WorkbookException)
        {
            return false;
        }
    }
}
