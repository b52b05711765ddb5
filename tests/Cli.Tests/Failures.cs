using Docker.DotNet.Models;

namespace Workbook.Cli.Tests;

/// <summary>Hears Docker's messages, of which the first that tells of a failure counts.</summary>
internal sealed class Failures : IProgress<JSONMessage>
{
    public string? Message { get; private set; }

    public void Report(JSONMessage value) => Message ??= value.Error?.Message;
}
