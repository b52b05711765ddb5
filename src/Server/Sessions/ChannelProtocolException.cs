namespace Workbook.Server.Sessions;

/// <summary>The other end of a data channel sent what is not to be understood; the message says what.</summary>
public sealed class ChannelProtocolException(string message) : Exception(message);
