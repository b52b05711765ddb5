namespace Workbook.Engine.Runtimes;

/// <summary>Exit codes that stand for something, as shells and Docker use them.</summary>
public static class ExitCodes
{
    /// <summary>Ended by SIGKILL: 128 + 9.</summary>
    public const int Killed = 137;
}
