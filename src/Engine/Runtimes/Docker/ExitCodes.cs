namespace Workbook.Engine.Runtimes.Docker;

/// <summary>Exit codes that stand for something, as shells and Docker use them.</summary>
internal static class ExitCodes
{
    /// <summary>Ended by SIGKILL: 128 + 9.</summary>
    public const int Killed = 137;
}
