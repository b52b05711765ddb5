using System.Collections.Concurrent;
using Workbook.Web.Access;
using Workbook.Web.Exercises;
using Workbook.Web.Lessons;
using Workbook.Web.Seats;

namespace Workbook.Web.Workshops;

/// <summary>A class: the instructor, the learners, and a seat for each. A learner's seat, with its engine, is made when the learner first asks for something.</summary>
internal sealed class Workshop : IAdmission, IAsyncDisposable
{
    private const int KernelsKept = 1;

    private readonly WorkshopOptions _options;
    private readonly SiteToken _token;
    private readonly Visitor _owner;
    private readonly ExerciseStubs _stubs;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Lazy<Task<Seat>>> _seats = new(StringComparer.Ordinal);

    /// <exception cref="IOException">The list of learners cannot be read; the message says what to do.</exception>
    public Workshop(WorkshopOptions options, SiteToken token, Seat instructor, ExerciseStubs stubs, TimeProvider time)
    {
        (_options, _token, _stubs, _time) = (options, token, stubs, time);
        _owner = new(instructor, null) { IsWorkshop = true };
        Roster = new(SeatFolders.WorkshopOf(instructor.Folders.Course), options.MostLearners, time);
        Attempts = new(time);
    }

    /// <summary>After somebody has joined, or anybody has done something, on that thread.</summary>
    public event Action? Changed;

    public JoinCode Code { get; } = new();

    public JoinAttempts Attempts { get; }

    public Roster Roster { get; }

    /// <summary>The instructor's.</summary>
    public Seat Instructor => _owner.Seat;

    public string? Door => "/join";

    public bool Knows(string? key) => _token.Is(key) || Roster.Find(key) is not null;

    public async Task<Visitor?> AdmitAsync(string? key)
    {
        if (_token.Is(key)) return _owner;
        return Roster.Find(key) is { } learner ? new(await SeatOfAsync(learner), learner.Name) { IsWorkshop = true } : null;
    }

    public SeatFolders FoldersOf(Learner learner) => SeatFolders.OfLearner(Instructor.Folders.Course, learner.Folder, _options.MostBytes);

    public LessonShelf ShelfOf(Learner learner) => Instructor.Shelf.Of(FoldersOf(learner));

    /// <summary>What the learner has done since the workbook was started.</summary>
    public SeatActivity ActivityOf(Learner learner) => _seats.GetValueOrDefault(learner.Folder)?.Value is { IsCompletedSuccessfully: true } seat ? seat.Result.Log.Activity : SeatActivity.None;

    /// <summary>The learner's seat, which is made if need be.</summary>
    /// <exception cref="IOException">Its engine cannot be started.</exception>
    public async Task<Seat> SeatOfAsync(Learner learner)
    {
        var seat = _seats.GetOrAdd(learner.Folder, _ => new(() => MakeAsync(learner)));
        try
        {
            return await seat.Value;
        }
        catch (IOException)
        {
            _seats.TryRemove(KeyValuePair.Create(learner.Folder, seat));
            throw;
        }
    }

    /// <inheritdoc cref="Workshops.Roster.Join"/>
    public (string? Key, string? Refusal) Join(string? name)
    {
        var joined = Roster.Join(name);
        Changed?.Invoke();
        return joined;
    }

    /// <summary>Takes somebody off the list, and ends what runs for the person; the files stay.</summary>
    /// <exception cref="IOException">The list cannot be written.</exception>
    public async Task RemoveAsync(string folder)
    {
        Roster.Remove(folder);
        if (_seats.TryRemove(folder, out var seat)) await EndAsync(seat);
        Changed?.Invoke();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var seat in _seats.Values) await EndAsync(seat);
    }

    private async Task<Seat> MakeAsync(Learner learner)
    {
        var aws = await _options.Engine(CancellationToken.None);
        var seat = new Seat(FoldersOf(learner), ShelfOf(learner), aws, new(folder => _options.Kernel(aws, folder), KernelsKept, _options.MostKernels), _stubs, _time);
        seat.Log.Changed += () => Changed?.Invoke();
        return seat;
    }

    private static async Task EndAsync(Lazy<Task<Seat>> made)
    {
        await ((Task)made.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!made.Value.IsCompletedSuccessfully) return;
        var seat = await made.Value;
        await seat.DisposeAsync();
        await seat.Aws.DisposeAsync();
    }
}
