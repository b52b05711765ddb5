using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Workbook.Learning.Exercises;

namespace Workbook.Learning.Grading;

/// <summary>How far a learner is, in a plain file of the course: the best score of each exercise.</summary>
public sealed class LearnerProgress
{
    /// <summary>Under the root of the course; git does not see it.</summary>
    public const string Place = ".workbook/progress.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    private readonly string _file;
    private readonly ImmutableSortedDictionary<string, Best> _best;

    private LearnerProgress(string file, ImmutableSortedDictionary<string, Best> best) => (_file, _best) = (file, best);

    /// <summary>The best that was reached in an exercise.</summary>
    /// <param name="Score">The most points that were ever reached.</param>
    /// <param name="MaxScore">What could be reached then.</param>
    public sealed record Best(int Score, int MaxScore)
    {
        [JsonIgnore]
        public bool IsFull => Score == MaxScore && MaxScore > 0;
    }

    /// <summary>What the course's file says; nothing where there is none, or none that can be read.</summary>
    public static LearnerProgress Load(string root)
    {
        var file = Path.Combine(root, Place);
        try
        {
            return new(file, JsonSerializer.Deserialize<ImmutableSortedDictionary<string, Best>>(File.ReadAllBytes(file), Options)!.WithComparers(StringComparer.Ordinal));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException)
        {
            return new(file, ImmutableSortedDictionary.Create<string, Best>(StringComparer.Ordinal));
        }
    }

    public Best? Of(Exercise exercise) => _best.GetValueOrDefault(exercise.Name);

    /// <summary>With these results, where they are better than what was reached before.</summary>
    public LearnerProgress With(IEnumerable<ExerciseResult> results) => new(_file, results.Where(result => result is { NotGraded: null, IsNotApplicable: false } && result.Score >= (Of(result.Exercise)?.Score ?? 0))
        .Aggregate(_best, (best, result) => best.SetItem(result.Exercise.Name, new(result.Score, result.MaxScore))));

    /// <summary>Writes it whole or not at all. A folder that cannot be written to keeps no progress, and grades all the same.</summary>
    /// <returns>Why it could not be kept; null: it was.</returns>
    public string? Save()
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            File.WriteAllBytes(_file + ".new", JsonSerializer.SerializeToUtf8Bytes(_best, Options));
            File.Move(_file + ".new", _file, overwrite: true);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"Progress could not be kept: {error.Message}";
        }
    }
}
