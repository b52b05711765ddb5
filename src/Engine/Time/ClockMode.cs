namespace Workbook.Engine.Time;

/// <summary>How an <see cref="EngineClock"/> moves.</summary>
public enum ClockMode
{
    /// <summary>With the machine's clock; advancing it adds to an offset.</summary>
    Real,

    /// <summary>Only when it is advanced.</summary>
    Manual,

    /// <summary>When nothing is left to do it jumps to the next thing that moves on: a discrete-event simulation.</summary>
    Automatic,
}
