namespace Workbook.Learning.Notebooks;

/// <summary>
/// Where display and console output of the running code goes. Follows the code into its tasks and threads; code that
/// escapes even that (a finalizer, a timer made without a context) writes to the kernel that ran a cell last.
/// </summary>
internal sealed class OutputSink
{
    private static readonly AsyncLocal<OutputSink?> Flowing = new();
    private static volatile OutputSink? last;

    private readonly Action<KernelOutput> receiver;
    private readonly DisplayIds ids;

    public OutputSink(Action<KernelOutput> receiver, DisplayIds ids)
    {
        this.receiver = receiver;
        this.ids = ids;
    }

    public static OutputSink? Current => Flowing.Value ?? last;

    public static void Enter(OutputSink sink)
    {
        Flowing.Value = sink;
        last = sink;
    }

    public void Send(KernelOutput output) => receiver(output);

    public string NextDisplayId() => ids.Next();
}

/// <summary>Numbers the displays of one kernel: the same notebook gives the same ids in every run.</summary>
internal sealed class DisplayIds
{
    private int count;

    public string Next() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"display-{Interlocked.Increment(ref count)}");
}
