using System.Text.RegularExpressions;

namespace Workbook.Exercises.Tests;

/// <summary>
/// A submission that would rather have points than work, from <c>Cheats/</c>: for FirstTask, or the <c>// exercise:</c> that it names. Its first line says what it tries; <c>// says:</c> lines are parts
/// of what it prints, <c>// feedback:</c> lines of what its author is told, <c>// checks:</c> lines of what each check says; <c>// impatient</c> gives it 5 seconds.
/// </summary>
internal sealed partial record Cheat(string Name, string Text)
{
    public string About => Text[3..Text.IndexOf('\n', StringComparison.Ordinal)];

    public IEnumerable<string> Says => Values("says");

    public IEnumerable<string> Feedback => Values("feedback");

    public IEnumerable<string> Checks => Values("checks");

    public string Exercise => Values("exercise").SingleOrDefault("FirstTask");

    public bool IsImpatient => Text.Contains("\n// impatient\n", StringComparison.Ordinal);

    public static IEnumerable<Cheat> All() => Directory.EnumerateFiles(Path.Combine(Checkout.Root, "tests/Exercises.Tests/Cheats"), "*.cs").Order(StringComparer.Ordinal)
        .Select(path => new Cheat(Path.GetFileNameWithoutExtension(path), File.ReadAllText(path)));

    public override string ToString() => $"{Name}: {About}";

    private IEnumerable<string> Values(string kind) => Line().Matches(Text).Where(match => match.Groups[1].Value == kind).Select(match => match.Groups[2].Value);

    [GeneratedRegex("^// (says|feedback|checks|exercise): (.+)$", RegexOptions.Multiline)]
    private static partial Regex Line();
}
