using System.Collections.Immutable;
using Workbook.Web.Lessons;

namespace Workbook.Web.Seats;

/// <summary>What does not work out for somebody, time after time.</summary>
/// <param name="Place">Where, for people: <c>lesson 04, cell 5</c>.</param>
/// <param name="What">The last message.</param>
/// <param name="Times">How often in a row.</param>
/// <param name="Since">The first of these times.</param>
internal sealed record Trouble(string Place, string What, int Times, DateTimeOffset Since);

/// <summary>What a person has done of late.</summary>
internal sealed record SeatActivity
{
    public static SeatActivity None { get; } = new();

    /// <summary>How many of the person's pages are open.</summary>
    public int Pages { get; init; }

    /// <summary>When a page was opened or closed, or something done; null: never.</summary>
    public DateTimeOffset? Seen { get; init; }

    /// <summary>When a page was opened, a cell run or an exercise checked; null: never.</summary>
    public DateTimeOffset? Active { get; init; }

    /// <summary>The page that was opened last: its address, such as <c>/lessons/04-task-definitions</c>.</summary>
    public string? Page { get; init; }

    /// <summary>The name of the lesson that was opened last, or whose cells were run last.</summary>
    public string? Lesson { get; init; }

    /// <summary>Since when the person asks for help; null: not now.</summary>
    public DateTimeOffset? HandUp { get; init; }

    /// <summary>By a name of the place that no other place has.</summary>
    public ImmutableDictionary<string, Trouble> Troubles { get; init; } = [];

    /// <summary>Grows with each change of what the person has reached.</summary>
    public int Progress { get; init; }

    public SeatActivity Opened(string page, DateTimeOffset now) => this with { Page = page, Seen = now, Active = now };

    public SeatActivity Opened(LessonEntry lesson, DateTimeOffset now) => Opened($"/lessons/{lesson.Name}", now) with { Lesson = lesson.Name };

    /// <summary>A page has connected (1) or gone (-1).</summary>
    public SeatActivity Connected(int pages, DateTimeOffset now) => this with { Pages = Pages + pages, Seen = now };

    public SeatActivity Raised(bool hand, DateTimeOffset now) => this with { HandUp = hand ? HandUp ?? now : null, Seen = now };

    /// <summary>A cell has run.</summary>
    /// <param name="lesson">Its lesson.</param>
    /// <param name="cell">Counted from 1.</param>
    /// <param name="problem">Why it failed; null: it did not, and so the person is past what failed before in that lesson.</param>
    /// <param name="now">The time.</param>
    public SeatActivity Ran(LessonEntry lesson, int cell, string? problem, DateTimeOffset now)
    {
        var place = $"lesson {lesson.Number}, cell {cell}";
        var troubles = problem is null ? Troubles.RemoveRange(Troubles.Keys.Where(key => key.StartsWith($"lesson {lesson.Number},", StringComparison.Ordinal))) : With(place, place, problem, now);
        return this with { Lesson = lesson.Name, Troubles = troubles, Seen = now, Active = now, Progress = Progress + 1 };
    }

    /// <summary>An exercise was checked.</summary>
    /// <param name="exercise">Its name.</param>
    /// <param name="title">For people.</param>
    /// <param name="problem">What is missing; null: it is better than ever before.</param>
    /// <param name="now">The time.</param>
    public SeatActivity Checked(string exercise, string title, string? problem, DateTimeOffset now)
    {
        var key = $"exercise {exercise}";
        return this with { Troubles = problem is null ? Troubles.Remove(key) : With(key, $"exercise “{title}”", problem, now), Seen = now, Active = now, Progress = Progress + 1 };
    }

    private ImmutableDictionary<string, Trouble> With(string key, string place, string problem, DateTimeOffset now) =>
        Troubles.SetItem(key, Troubles.TryGetValue(key, out var known) ? known with { What = problem, Times = known.Times + 1 } : new(place, problem, 1, now));
}
