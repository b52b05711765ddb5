using System.Collections.Concurrent;
using Workbook.Learning.Exercises;
using Workbook.Web.Lessons;

namespace Workbook.Web.Workshops;

/// <summary>Puts the roster together. What somebody has reached is read again only when the person has done something.</summary>
internal sealed class RosterDesk(Workshop workshop, ExerciseCatalog catalog, TimeProvider time)
{
    private sealed record Reached(int Version, IReadOnlyList<LessonProgress> Lessons, int Solved);

    private readonly ConcurrentDictionary<string, Reached> _reached = new(StringComparer.Ordinal);

    /// <summary>Who needs the instructor comes first, longest first; then by name.</summary>
    public IReadOnlyList<RosterRow> Rows() =>
        [.. workshop.Roster.Learners.Select(Row).OrderBy(row => row.Stuck?.Since ?? DateTimeOffset.MaxValue).ThenBy(row => row.Learner.Name, StringComparer.CurrentCultureIgnoreCase)];

    public RosterRow Row(Learner learner)
    {
        var activity = workshop.ActivityOf(learner);
        var known = _reached.GetValueOrDefault(learner.KeyHash);
        if (known?.Version != activity.Progress) _reached[learner.KeyHash] = known = Read(learner, activity.Progress);
        return new(learner, activity, Stuck.Of(activity, time.GetUtcNow()), known.Lessons, known.Solved);
    }

    private Reached Read(Learner learner, int version)
    {
        var shelf = workshop.ShelfOf(learner);
        var progress = workshop.FoldersOf(learner).Progress;
        return new(version, [.. shelf.Lessons.Select(shelf.ProgressOf)], catalog.Exercises.Count(exercise => progress.Of(exercise) is { IsFull: true }));
    }
}
