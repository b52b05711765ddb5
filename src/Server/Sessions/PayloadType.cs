namespace Workbook.Server.Sessions;

/// <summary>What the payload of a stream message is, by Session Manager's numbers.</summary>
public enum PayloadType
{
    None = 0,

    /// <summary>Bytes to or from the command; from a command without a terminal, those of its standard output.</summary>
    Output = 1,

    /// <summary>The terminal's size, a <see cref="TerminalSize"/>.</summary>
    Size = 3,
    HandshakeRequest = 5,
    HandshakeResponse = 6,
    HandshakeComplete = 7,

    /// <summary>A number of 4 bytes; 2 ends the session.</summary>
    Flag = 10,

    /// <summary>Bytes of a standard error that is not the same as the standard output.</summary>
    StandardError = 11,
}
