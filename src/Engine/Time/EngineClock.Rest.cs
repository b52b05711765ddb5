namespace Workbook.Engine.Time;

public sealed partial class EngineClock
{
    private TaskCompletionSource? _rest;

    /// <summary>
    /// Completes when nothing is held and nothing is due. On an automatic clock that is when it has jumped to all that lies
    /// before its horizon.
    /// </summary>
    public Task RestAsync()
    {
        lock (_gate)
        {
            if (IsAtRest) return Task.CompletedTask;
            return (_rest ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private bool IsAtRest => _holds == 0 && !_pumping && Due(null) is null;

    private TaskCompletionSource? TakeRest()
    {
        if (!IsAtRest) return null;
        var rest = _rest;
        _rest = null;
        return rest;
    }
}
