using Workbook;

namespace Workbook.Exercises.Tests.Checks;

/// <summary>What was seen of the cluster at a moment that is over by the time the checks ask: also that there was nothing to see, or that this cluster cannot bring the moment about.</summary>
internal sealed class Seen<T>
{
    private readonly T? _value;
    private readonly ResultStateException? _instead;

    private Seen(T? value, ResultStateException? instead) => (_value, _instead) = (value, instead);

    /// <summary>The check that asks fails when there was nothing, and is not applicable where the moment could not be.</summary>
    public T Value => _instead is null ? _value! : throw _instead;

    /// <summary>Looks now; what a check would fail by, it fails by later.</summary>
    public static async Task<Seen<T>> NowAsync(Func<Task<T>> look)
    {
        try
        {
            return new(await look(), null);
        }
        catch (Exception error) when (Consequence.Of(error) is { } lacking)
        {
            return new(default, new AssertionException(lacking));
        }
        catch (IgnoreException error)
        {
            return new(default, error);
        }
        // Somebody answered, who knows no faults, loads and clocks.
        catch (WorkbookException error) when (error is { IsRefusal: false, InnerException: not HttpRequestException })
        {
            return new(default, new IgnoreException($"Not applicable: {error.Message}"));
        }
    }
}
