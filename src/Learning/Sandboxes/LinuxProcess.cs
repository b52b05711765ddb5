using System.Globalization;

namespace Workbook.Learning.Sandboxes;

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

    /// <summary>The same of several; the processes of the machine are looked through once.</summary>
    public static IReadOnlyDictionary<int, long> ResidentBytesOf(IReadOnlyCollection<int> roots)
    {
        var children = Children(All());
        return roots.ToDictionary(root => root, root => Descendants([root], children).Sum(ResidentBytes));
    }

    /// <summary>The given processes and all that descend from them.</summary>
    public static HashSet<int> Descendants(IEnumerable<int> roots, List<LinuxProcess> all) => Descendants(roots, Children(all));

    private static ILookup<int, int> Children(List<LinuxProcess> all) => all.ToLookup(process => process.Parent, process => process.Id);

    private static HashSet<int> Descendants(IEnumerable<int> roots, ILookup<int, int> children)
    {
        var found = roots.ToHashSet();
        var next = new Queue<int>(found);
        while (next.TryDequeue(out var parent))
        {
            foreach (var child in children[parent])
            {
                if (found.Add(child)) next.Enqueue(child);
            }
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
