namespace Workbook;

/// <summary>A request that only a workbook understands was not carried out: the endpoint is none, or it refused; the message says which.</summary>
public sealed class WorkbookException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True when a workbook refused, because of what was asked for; false when there is none.</summary>
    public bool IsRefusal { get; init; }
}
