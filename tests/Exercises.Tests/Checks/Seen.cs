namespace Workbook.Exercises.Tests.Checks;

/// <summary>What was seen of the cluster at a moment that is over by the time the checks ask: also that there was nothing to see.</summary>
internal sealed class Seen<T>
{
    private readonly T? _value;
    private readonly string? _lacking;

    private Seen(T? value, string? lacking) => (_value, _lacking) = (value, lacking);

    /// <summary>The check that asks fails when there was nothing.</summary>
    public T Value => _lacking is null ? _value! : throw new AssertionException(_lacking);

    /// <summary>Looks now; what a check would fail by, it fails by later.</summary>
    public static async Task<Seen<T>> NowAsync(Func<Task<T>> look)
    {
        try
        {
            return new(await look(), null);
        }
        catch (Exception error) when (Consequence.Of(error) is { } lacking)
        {
            return new(default, lacking);
        }
    }
}
