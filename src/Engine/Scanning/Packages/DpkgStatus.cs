using Workbook.Orchestration.Images.Scanning;

namespace Workbook.Engine.Scanning.Packages;

/// <summary>dpkg's list of packages: paragraphs of fields, as in a Debian control file.</summary>
internal static class DpkgStatus
{
    public static IEnumerable<InstalledPackage> Read(string text, string ecosystem) =>
        from fields in Paragraphs(text)
        // Distroless images say nothing of the status.
        where !fields.TryGetValue("Status", out var status) || status.EndsWith(" installed", StringComparison.Ordinal)
        where fields.ContainsKey("Package") && fields.ContainsKey("Version")
        select SourceOf(fields, ecosystem);

    /// <summary><c>Source: openssl (1.1.1k-1)</c> where name or version differ from the package's own, as with rebuilt ones.</summary>
    private static InstalledPackage SourceOf(Dictionary<string, string> fields, string ecosystem)
    {
        var source = fields.GetValueOrDefault("Source", fields["Package"]).Split(' ', 2);
        return new(ecosystem, source[0], source.Length == 2 ? source[1].Trim('(', ')', ' ') : fields["Version"]);
    }

    private static IEnumerable<Dictionary<string, string>> Paragraphs(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd()).Append(""))
        {
            if (line.Length == 0)
            {
                if (fields.Count > 0) yield return fields;
                fields = new(StringComparer.OrdinalIgnoreCase);
            }
            // A field goes on in lines that begin with a space; none of the fields here does.
            else if (!char.IsWhiteSpace(line[0]) && line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                fields[line[..colon]] = line[(colon + 1)..].Trim();
            }
        }
    }
}
