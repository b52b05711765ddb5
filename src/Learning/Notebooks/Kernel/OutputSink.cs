namespace Workbook.Learning.Notebooks;

/// <summary>
/// Where display and console output of the running code goes. Follows the code into its tasks and threads; code that
/// escapes even that (a finalizer, a timer made without a context) writes to the kernel that ran a cell last.
/// </summary>
internal sealed class OutputSink
{
    private static readonly AsyncLocal<OutputSink?> Flowing = new();
    private static volatile OutputSink? last;

    private readonly CellFront front;
    private readonly DisplayIds ids;

    public OutputSink(CellFront front, DisplayIds ids)
    {
        this.front = front;
        this.ids = ids;
    }

    public static OutputSink? Current => Flowing.Value ?? last;

    public static void Enter(OutputSink sink)
    {
        Flowing.Value = sink;
        last = sink;
    }

    public void Send(KernelOutput output) => front.Output(output);

    /// <summary>Null when nobody can be asked.</summary>
    public Task<string?> AskAsync(InputQuestion question) => front.Answer?.Invoke(question) ?? Task.FromResult<string?>(null);

    public string NextDisplayId() => ids.Next();
}

/// <summary>Numbers the displays of one kernel: the same notebook gives the same ids in every run.</summary>
internal sealed class DisplayIds
{
    private int count;

    public string Next() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"display-{Interlocked.Increment(ref count)}");
}
