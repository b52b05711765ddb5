namespace Workbook.Learning.Notebooks;

/// <summary>A cell's code with its <c>#!</c> lines taken out (blanked, so that line numbers stay true).</summary>
internal sealed record CellSource(string Code, bool ShowTime, bool IsLibrary, CellError? Error)
{
    public static CellSource Parse(CellCode cell)
    {
        if (!cell.Text.Contains("#!", StringComparison.Ordinal))
            return new CellSource(cell.Text, false, false, null);
        var lines = cell.Text.Split('\n');
        bool time = false, types = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (!line.StartsWith("#!", StringComparison.Ordinal))
            {
                // Magic lines stand at the top; further down "#!" may be part of a raw string.
                if (line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
                    break;
                continue;
            }
            switch (line)
            {
                case "#!time": time = true; break;
                case "#!types": types = true; break;
                case "#!csharp" or "#!c#": break;
                default: return new CellSource("", false, false, Unknown(cell, line, i + 1));
            }
            lines[i] = "";
        }
        return new CellSource(string.Join('\n', lines), time, types, null);
    }

    private static CellError Unknown(CellCode cell, string line, int number)
    {
        var word = line.Split([' ', '\t'], 2)[0];
        var message = $"{cell.Name}, line {number}: '{word}' is not known here; there are #!csharp, #!time and #!types.";
        return new CellError("CompilationError", message, [message]);
    }
}
