using Workbook.Learning.Notebooks;

namespace Workbook.Learning.Tests.Notebooks;

/// <summary>Outputs come from one thread while others look at what is there.</summary>
internal sealed class NotebookOutputsTests
{
    private const int Lines = 5_000;

    [Test]
    public async Task Outputs_can_be_looked_at_while_more_of_them_come()
    {
        var cell = NotebookFile.Parse("""{"cells":[{"cell_type":"code","id":"a","metadata":{},"execution_count":null,"outputs":[],"source":""}],"metadata":{},"nbformat":4,"nbformat_minor":5}""").Cells[0];
        var outputs = new NotebookOutputs().Open(cell, limit: int.MaxValue);
        using var over = new CancellationTokenSource();

        var looking = Task.Run(() =>
        {
            while (!over.IsCancellationRequested) outputs.Store();
        });
        // Streams take turns, so that items come as well as text.
        await Task.Run(() =>
        {
            for (var line = 0; line < Lines; line++) outputs.Add(new StreamOutput(line / 100 % 2 == 0 ? "stdout" : "stderr", "a line\n"));
        });
        await over.CancelAsync();
        await looking;

        outputs.TakeNews().Should().BeTrue();
        outputs.TakeNews().Should().BeFalse("nothing has come since");
        outputs.Store();
        cell.Outputs.Should().HaveCount(Lines / 100);
    }
}
