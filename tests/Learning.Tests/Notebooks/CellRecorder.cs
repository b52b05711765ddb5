using System.Collections.Concurrent;
using Workbook.Learning.Notebooks;

namespace Workbook.Learning.Tests.Notebooks;

/// <summary>A kernel with short calls for tests, which keeps the outputs of each cell.</summary>
internal sealed class CellRecorder(IKernel kernel) : IAsyncDisposable
{
    private int number;

    public ConcurrentQueue<KernelOutput> Outputs { get; private set; } = new();

    /// <summary>Who answers the cells' questions.</summary>
    public Func<InputQuestion, Task<string?>>? Answer { get; set; }

    public IKernel Kernel => kernel;

    public string Stdout => Stream("stdout");

    public string Stderr => Stream("stderr");

    public string Text => Form("text/plain");

    public string Html => Form("text/html");

    public static CellRecorder InProcess(KernelOptions? options = null)
        => new(NewKernel(options));

    public static IKernel NewKernel(KernelOptions? options = null) => new CSharpKernel(options ?? new KernelOptions(), TimeProvider.System);

    public async Task<CellOutcome> RunAsync(string code, Action<KernelOutput>? also = null, CancellationToken cancellationToken = default)
    {
        var outputs = Outputs = new ConcurrentQueue<KernelOutput>();
        return await kernel.ExecuteAsync(new CellCode(code, $"cell {++number}"), new CellFront(output =>
        {
            outputs.Enqueue(output);
            also?.Invoke(output);
        }, Answer), cancellationToken);
    }

    public async Task<string> ValueAsync(string code)
    {
        var outcome = await RunAsync(code);
        outcome.Error?.Traceback.Should().BeNull(because: string.Join('\n', outcome.Error.Traceback));
        return Text;
    }

    public string Form(string mime) => Outputs.Select(output => output switch
    {
        ResultOutput result => result.Data,
        DisplayOutput display => display.Data,
        UpdateOutput update => update.Data,
        _ => null,
    }).OfType<IReadOnlyDictionary<string, string>>().Select(data => data.GetValueOrDefault(mime, "")).LastOrDefault("");

    public ValueTask DisposeAsync() => kernel.DisposeAsync();

    private string Stream(string name) => string.Concat(Outputs.OfType<StreamOutput>().Where(s => s.Name == name).Select(s => s.Text));
}
