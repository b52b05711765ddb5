namespace Workbook.Engine.Building;

/// <summary>An image cannot be built or pushed; the message says why and what to do next.</summary>
public sealed class BuildException : Exception
{
    public BuildException(string message, Exception? inner = null) : base(message, inner) { }
}
