namespace Workbook.Learning.Exercises;

/// <summary>Compares a catalogue with what is there: files and checks. Each side has to have what the other one has.</summary>
public static class CatalogCheck
{
    private static readonly string[] Trees = ["exercises", "solutions"];

    /// <param name="catalog">What ought to be there.</param>
    /// <param name="root">The folder of the course, which holds exercises and solutions.</param>
    /// <param name="tests">The names of the tests that check an exercise, by the exercise's name.</param>
    /// <returns>What is amiss, in words; nothing when all is well.</returns>
    public static IReadOnlyList<string> Problems(ExerciseCatalog catalog, string root, IReadOnlyDictionary<string, IReadOnlyList<string>> tests) =>
        [.. Trees.SelectMany(tree => Files(catalog, root, tree)), .. Checks(catalog, tests)];

    private static IEnumerable<string> Files(ExerciseCatalog catalog, string root, string tree)
    {
        foreach (var exercise in catalog.Exercises.Where(exercise => !File.Exists(Path.Combine(root, tree, exercise.File))))
            yield return $"{exercise.Name}: {tree}/{exercise.File} is missing";
        var listed = catalog.Exercises.Select(exercise => exercise.File).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in Directory.EnumerateDirectories(Path.Combine(root, tree), "??-*").Order(StringComparer.Ordinal))
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                var file = Path.GetRelativePath(Path.Combine(root, tree), path).Replace('\\', '/');
                if (!listed.Contains(file)) yield return $"{tree}/{file} belongs to no exercise of the catalogue";
            }
        }
    }

    private static IEnumerable<string> Checks(ExerciseCatalog catalog, IReadOnlyDictionary<string, IReadOnlyList<string>> tests)
    {
        foreach (var exercise in catalog.Exercises)
        {
            var existing = tests.GetValueOrDefault(exercise.Name) ?? [];
            var listed = exercise.Checks.Select(check => check.Name).ToList();
            foreach (var name in listed.Except(existing)) yield return $"{exercise.Name}: no test is called {name}";
            foreach (var name in existing.Except(listed)) yield return $"{exercise.Name}: the test {name} is not in the catalogue";
        }
        foreach (var name in tests.Keys.Except(catalog.Exercises.Select(exercise => exercise.Name)))
            yield return $"there are tests for {name}, which is no exercise of the catalogue";
    }
}
