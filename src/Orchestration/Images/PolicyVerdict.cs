namespace Workbook.Orchestration.Images;

/// <summary>What a policy says about a request.</summary>
public enum PolicyVerdict
{
    /// <summary>No statement is about it.</summary>
    Silent,
    Allowed,

    /// <summary>A statement denies it, which no other statement can undo.</summary>
    Denied,
}
