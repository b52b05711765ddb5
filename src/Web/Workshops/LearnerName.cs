using System.Text;

namespace Workbook.Web.Workshops;

/// <summary>A name that a learner gives, and the folder that it makes.</summary>
internal static class LearnerName
{
    private const int Longest = 40;
    private const string Besides = " -_'.";

    /// <summary>The name without needless spaces; null: it cannot be one.</summary>
    public static string? Parse(string? text)
    {
        var name = string.Join(' ', (text ?? "").Normalize().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return name.Length is > 0 and <= Longest && name.All(each => char.IsLetterOrDigit(each) || Besides.Contains(each, StringComparison.Ordinal)) && FolderOf(name).Length > 0 ? name : null;
    }

    /// <summary>Letters and digits, with a hyphen where something else was; never a dot, nor anything else that a path could be made of.</summary>
    public static string FolderOf(string name)
    {
        var folder = new StringBuilder();
        foreach (var each in name.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(each)) folder.Append(each);
            else if (folder.Length > 0 && folder[^1] != '-') folder.Append('-');
        }
        return folder.ToString().TrimEnd('-');
    }
}
