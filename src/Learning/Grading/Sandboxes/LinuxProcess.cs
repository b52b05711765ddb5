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

    /// <summary>What a process and all that descend from it have in memory, in bytes.</summary>
    public static long ResidentBytesOf(int root) => Descendants([root], All()).Sum(ResidentBytes);

    /// <summary>The given processes and all that descend from them.</summary>
    public static HashSet<int> Descendants(IEnumerable<int> roots, List<LinuxProcess> all)
    {
        var found = roots.ToHashSet();
        for (var before = 0; before != found.Count;)
        {
            before = found.Count;
            found.UnionWith(all.Where(process => found.Contains(process.Parent)).Select(process => process.Id));
        }
        return found;
    }

    /// <summary>How many threads a user's processes have.</summary>
    public static int ThreadsOfUser(uint user) => All().Sum(process => Fields($"/proc/{process.Id}/status") is { } status && status.GetValueOrDefault("Uid") is { } uid
        && uid.Split('\t')[0] == user.ToString(CultureInfo.InvariantCulture) ? int.Parse(status["Threads"], CultureInfo.InvariantCulture) : 0);

    // `size resident shared …`, in pages.
    private static long ResidentBytes(int id) => Text($"/proc/{id}/statm") is { } text ? long.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize : 0;

    private static Dictionary<string, string>? Fields(string path) => Text(path)?.Split('\n').Select(line => line.Split(":\t", 2)).Where(pair => pair.Length == 2)
        .ToDictionary(pair => pair[0], pair => pair[1].Trim());

    private static string? Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static LinuxProcess? Read(int id)
    {
        if (Text($"/proc/{id}/stat") is not { } text) return null;
        // `12 (a (strange) name) S 1 …`: the name may hold anything, so what counts follows the last parenthesis.
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ', 3);
        return new(id, int.Parse(fields[1], CultureInfo.InvariantCulture), fields[0] is "Z" or "X");
    }
}
