namespace Workbook.Engine.Runtimes.Docker;

/// <summary>A container, or what it needs, could not be made.</summary>
/// <param name="message">In the ECS agent's words, such as <c>CannotStartContainerError: …</c>.</param>
internal sealed class ContainerFailedException(string message, Exception? inner = null) : Exception(message, inner);
