using Docker.DotNet.Models;

namespace Workbook.Engine.Building.Docker;

/// <summary>Docker answers a build or a push with messages; a failure midway is one of them.</summary>
internal sealed class BuildAnswer(IBuildLog log) : IProgress<JSONMessage>
{
    private readonly Dictionary<string, (long Current, long Total)> _layers = new(StringComparer.Ordinal);

    /// <summary>Why it failed; null as long as it did not.</summary>
    public string? Error { get; private set; }

    public void Report(JSONMessage value)
    {
        Error ??= value.Error?.Message;
        if (value.Stream is { Length: > 0 } text) log.Write(text);
        else if (value is { ID: { } layer, Status: "Downloading" or "Pushing", Progress: { Total: { } total and > 0, Current: var current } })
        {
            // What is sent has headers that the total does not count.
            _layers[layer] = (Math.Min(current ?? 0, total), total);
            log.Report(value.Status, _layers.Values.Sum(each => each.Current), _layers.Values.Sum(each => each.Total));
        }
        else if (value is { ID: null, Status: { Length: > 0 } status }) log.Write(status + "\n");
    }
}
