using System.IO.Enumeration;
using System.Text.Json.Nodes;

namespace Workbook.Learning.Notebooks;

/// <summary>The cells of this session, for consoles that recall them.</summary>
internal sealed class JupyterHistory
{
    private readonly Lock gate = new();
    private readonly List<(int Number, string Code)> cells = [];

    public void Add(int number, string code)
    {
        lock (gate)
            cells.Add((number, code));
    }

    private static IEnumerable<(int Number, string Code)> Search(IEnumerable<(int Number, string Code)> cells, JupyterRequest request)
    {
        var fitting = cells.Where(cell => FileSystemName.MatchesSimpleExpression(request.Text("pattern"), cell.Code, ignoreCase: false));
        // Of the same cells, the last one.
        return request.Flag("unique", false) ? fitting.Reverse().DistinctBy(cell => cell.Code).Reverse() : fitting;
    }

    public JsonObject Reply(JupyterRequest request)
    {
        List<(int Number, string Code)> found;
        lock (gate)
            found = [.. cells];
        found = request.Text("hist_access_type") switch
        {
            "search" => [.. Search(found, request).TakeLast(request.Number("n", int.MaxValue))],
            "range" => [.. found.Where(cell => cell.Number >= request.Number("start", 0) && cell.Number < request.Number("stop", int.MaxValue))],
            _ => [.. found.TakeLast(request.Number("n", 100))],
        };
        var output = request.Flag("output", false);
        return new JsonObject
        {
            ["status"] = "ok",
            ["history"] = new JsonArray([.. found.Select(cell => new JsonArray(0, cell.Number, output ? new JsonArray(cell.Code, null) : cell.Code))]),
        };
    }
}
