using System.Text.RegularExpressions;

namespace Workbook.Server.Registry;

/// <summary>Which names repositories may have, in ECR's form; nothing of it could be a path that leads elsewhere.</summary>
internal static partial class RepositoryName
{
    private const string Form = @"[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*";
    private const int Shortest = 2, Longest = 256;

    /// <exception cref="RegistryError">NAME_INVALID.</exception>
    public static void Check(string name)
    {
        if (name.Length is < Shortest or > Longest || !Pattern().IsMatch(name)) throw RegistryError.NameInvalid(Form);
    }

    [GeneratedRegex($@"^{Form}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
