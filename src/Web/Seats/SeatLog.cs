using Workbook.Web.Lessons;

namespace Workbook.Web.Seats;

/// <summary>Keeps a person's <see cref="SeatActivity"/>, and tells when it changes. May be called from any thread.</summary>
internal sealed class SeatLog(TimeProvider time)
{
    private readonly Lock _gate = new();
    private volatile SeatActivity _activity = SeatActivity.None;

    /// <summary>After each change, on the thread of whoever made it.</summary>
    public event Action? Changed;

    public SeatActivity Activity => _activity;

    public void Opened(string page) => Change(activity => activity.Opened(page, time.GetUtcNow()));

    public void Opened(LessonEntry lesson) => Change(activity => activity.Opened(lesson, time.GetUtcNow()));

    public void Connected() => Change(activity => activity.Connected(1, time.GetUtcNow()));

    public void Gone() => Change(activity => activity.Connected(-1, time.GetUtcNow()));

    public void Raised(bool hand) => Change(activity => activity.Raised(hand, time.GetUtcNow()));

    public void Ran(LessonEntry lesson, int cell, string? problem) => Change(activity => activity.Ran(lesson, cell, problem, time.GetUtcNow()));

    public void Checked(string exercise, string title, string? problem) => Change(activity => activity.Checked(exercise, title, problem, time.GetUtcNow()));

    private void Change(Func<SeatActivity, SeatActivity> change)
    {
        lock (_gate) _activity = change(_activity);
        Changed?.Invoke();
    }
}
