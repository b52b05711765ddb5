using System.Globalization;
using System.Runtime.InteropServices;

namespace Workbook.Engine.Logs;

/// <summary>Where an event stands among all others: by its time, those of one moment as they came.</summary>
/// <param name="At">Its time, in ticks of UTC.</param>
/// <param name="Number">Counts the events that were ever kept.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EventPlace(long At, long Number) : IComparable<EventPlace>
{
    /// <summary>Before all.</summary>
    public static EventPlace First { get; } = new(0, 0);

    /// <summary>Behind all.</summary>
    public static EventPlace Last { get; } = new(long.MaxValue, long.MaxValue);

    /// <summary>Before all events of a moment and behind those before it.</summary>
    public static EventPlace Before(DateTimeOffset time) => new(time.UtcTicks, 0);

    /// <summary>The next one there may be.</summary>
    public EventPlace Next => this with { Number = Number + 1 };

    public static bool operator <(EventPlace left, EventPlace right) => left.CompareTo(right) < 0;

    public static bool operator >(EventPlace left, EventPlace right) => left.CompareTo(right) > 0;

    public static bool operator <=(EventPlace left, EventPlace right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EventPlace left, EventPlace right) => left.CompareTo(right) >= 0;

    public int CompareTo(EventPlace other) => At != other.At ? At.CompareTo(other.At) : Number.CompareTo(other.Number);

    /// <summary>56 digits, as CloudWatch Logs's own ids of events.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At:d20}{Number:d36}");

    /// <summary>Null when a text is not what <see cref="ToString"/> gives.</summary>
    public static EventPlace? TryParse(string text) =>
        text.Length == 56 && long.TryParse(text.AsSpan(0, 20), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && long.TryParse(text.AsSpan(20), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(at, number)
            : null;
}
