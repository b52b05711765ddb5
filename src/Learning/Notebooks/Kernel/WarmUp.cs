namespace Workbook.Learning.Notebooks;

/// <summary>
/// Compiles and runs a small cell nobody sees, in the time a front end needs anyway to send the first real one: the
/// compiler's own code is only then made ready to run, which is most of what a first cell would cost.
/// </summary>
internal static class WarmUp
{
    private const string Typical =
        """
        record Pair(string Name, int Count);
        var pairs = Enumerable.Range(1, 3).Select(i => new Pair($"n{i}", i)).ToList();
        foreach (var pair in pairs.Where(p => p.Count > 1)) { _ = pair.Name.ToUpperInvariant(); }
        await Task.Yield();
        pairs
        """;

    private const string Following = "pairs.Count";

    public static async Task RunAsync()
    {
        // References of its own: two compilations that start at the same time on the same ones can come to hold two
        // symbols for one framework type, and the real cells' types would then not fit each other.
        var compiler = new CellCompiler(new KernelOptions(), FrameworkReferences.Load(), new CellAssemblies());
        var submissions = new object?[8];
        foreach (var code in new[] { Typical, Following })
        {
            if (compiler.Compile(code, "warm-up", out _, CancellationToken.None) is not { } cell)
                continue;
            var value = await CellThread.RunAsync(() => cell.RunAsync(submissions), "warm-up", CancellationToken.None);
            ValueDisplay.ToBundle(value);
        }
    }
}
