namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>How a simulated server treats who connects, when it is to behave badly.</summary>
public sealed record Conduct
{
    /// <summary>As it was made.</summary>
    public static Conduct Normal { get; } = new();

    /// <summary>Answers health checks with 503; everything else goes on.</summary>
    public bool IsSick { get; init; }

    /// <summary>Answers every request with this HTTP status.</summary>
    public int? Status { get; init; }

    /// <summary>Waits so long before each answer, on the engine's clock.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Never answers.</summary>
    public bool Hangs { get; init; }

    /// <summary>Answers with what is no HTTP.</summary>
    public bool Garbles { get; init; }

    /// <summary>Closes the connection in the middle of each answer.</summary>
    public bool Breaks { get; init; }

    /// <summary>Accepts no connection.</summary>
    public bool Refuses { get; init; }
}
