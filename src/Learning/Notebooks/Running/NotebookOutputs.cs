namespace Workbook.Learning.Notebooks;

/// <summary>The outputs of all cells of a run; an update of a display may reach back to an earlier cell.</summary>
internal sealed class NotebookOutputs
{
    private readonly Lock gate = new();
    private readonly List<CellOutputs> cells = [];
    private bool closed;

    /// <summary>Begins anew with a cell: what an earlier run of it still puts out is dropped.</summary>
    public CellOutputs Open(NotebookCell cell, int limit)
    {
        lock (gate)
        {
            var outputs = new CellOutputs(cell, limit, this);
            cells.RemoveAll(earlier => earlier.IsOf(cell));
            cells.Add(outputs);
            return outputs;
        }
    }

    /// <summary>Puts what is there into the notebook's cells.</summary>
    public void Store()
    {
        lock (gate)
        {
            foreach (var cell in cells)
                cell.Write();
        }
    }

    /// <summary>Stores for the last time; what still comes is dropped, so that nobody changes a notebook that was handed over.</summary>
    public void Close()
    {
        lock (gate)
        {
            Store();
            closed = true;
        }
    }

    internal void Change(Action change)
    {
        lock (gate)
        {
            if (!closed)
                change();
        }
    }

    internal void Update(UpdateOutput update)
    {
        foreach (var cell in cells)
            cell.Replace(update);
    }
}
