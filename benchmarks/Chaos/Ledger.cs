namespace Workbook.Benchmarks.Chaos;

/// <summary>
/// What the client was told: every call that was acknowledged, and those that were asked for and never answered, which may
/// have happened or not.
/// </summary>
internal sealed class Ledger
{
    private readonly Dictionary<string, List<string>> _updates = new(StringComparer.Ordinal);
    private readonly HashSet<string> _definitions = new(StringComparer.Ordinal);
    private readonly List<string> _tasks = [];
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stopped = new(StringComparer.Ordinal);
    private readonly HashSet<string> _struck = new(StringComparer.Ordinal);

    /// <summary>Calls that were answered.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Calls that were under way when the engine was killed.</summary>
    public int Unanswered { get; private set; }

    public IReadOnlyCollection<string> Definitions => _definitions;

    /// <summary>The tasks of RunTask.</summary>
    public IReadOnlyCollection<string> Tasks => _tasks;

    /// <summary>The oldest task that nobody asked to stop.</summary>
    public string? OldestTask => _tasks.Count > 3 ? _tasks.Find(task => !_asked.Contains(task)) : null;

    public void Registered(string definition) => Note(() => _definitions.Add(definition));

    public void Updating(string service, string definition)
    {
        if (!_updates.TryGetValue(service, out var updates)) _updates[service] = updates = [];
        updates.Add(definition);
    }

    /// <summary>What came before the acknowledged update can no longer be what runs.</summary>
    public void Updated(string service) => Note(() => _updates[service].RemoveRange(0, _updates[service].Count - 1));

    public void Ran(IEnumerable<string> tasks) => Note(() => _tasks.AddRange(tasks));

    public void Stopping(string task) => _asked.Add(task);

    public void Stopped(string task) => Note(() => _stopped.Add(task));

    public void NotAnswered() => Unanswered++;

    /// <summary>Somebody ended a container of the task, so that it may have stopped.</summary>
    public void Struck(string taskId) => _struck.Add(taskId);

    /// <summary>The Docker Engine fell, and any container with it.</summary>
    public void StruckAll()
    {
        foreach (var task in _tasks) _struck.Add(IdOf(task));
    }

    /// <summary>True once the service was asked for.</summary>
    public bool HasService(string service) => _updates.ContainsKey(service);

    /// <summary>True when what the service runs is its newest acknowledged task definition, or a later one that was asked for.</summary>
    public bool MayRun(string service, string definition) => _updates[service].Contains(definition);

    /// <summary>What is wrong with a task's status; null when it can be so.</summary>
    public string? WrongWith(string task, string status) => status switch
    {
        "RUNNING" when _stopped.Contains(task) => $"{task} runs, though StopTask was acknowledged",
        "STOPPED" when !_asked.Contains(task) && !_struck.Contains(IdOf(task)) => $"{task} stopped, though nobody asked it to",
        _ => null,
    };

    public static string IdOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    private void Note(Action note)
    {
        note();
        Acknowledged++;
    }
}
