using System.Globalization;

namespace Workbook.Learning.Grading;

/// <summary>A process as <c>/proc</c> shows it.</summary>
internal readonly record struct LinuxProcess(int Id, int Parent, bool IsZombie)
{
    public static List<LinuxProcess> All()
    {
        var all = new List<LinuxProcess>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Read(id) is { } process) all.Add(process);
        }
        return all;
    }

    private static LinuxProcess? Read(int id)
    {
        try
        {
            // `12 (a (strange) name) S 1 …`: the name may hold anything, so what counts follows the last parenthesis.
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ', 3);
            return new(id, int.Parse(fields[1], CultureInfo.InvariantCulture), fields[0] is "Z" or "X");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
