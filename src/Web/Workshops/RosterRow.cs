using Workbook.Web.Lessons;
using Workbook.Web.Seats;

namespace Workbook.Web.Workshops;

/// <summary>A learner as the roster shows one.</summary>
/// <param name="Learner">Who.</param>
/// <param name="Activity">What the person does.</param>
/// <param name="Stuck">Why the person seems to need the instructor; null: gets on.</param>
/// <param name="Lessons">How far the person is with each lesson.</param>
/// <param name="Solved">How many exercises are solved.</param>
internal sealed record RosterRow(Learner Learner, SeatActivity Activity, Stuck? Stuck, IReadOnlyList<LessonProgress> Lessons, int Solved);
