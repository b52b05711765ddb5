namespace Workbook.Server.Admin;

/// <summary>Why an admin request is refused.</summary>
internal sealed class AdminError(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
