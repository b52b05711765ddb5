namespace Workbook;

/// <summary>How a workbook is.</summary>
/// <param name="Backend">What tasks run on: <c>embedded</c> or <c>docker</c>.</param>
/// <param name="Now">The engine's time.</param>
/// <param name="ClockMode"><c>real</c>, <c>manual</c> or <c>automatic</c>: it jumps to what happens next.</param>
public sealed record WorkbookStatus(string Backend, DateTimeOffset Now, string ClockMode)
{
    /// <summary>False when its clock goes by itself, as the machine's does.</summary>
    public bool HasMovableClock => ClockMode != "real";
}
