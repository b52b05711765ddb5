using Docker.DotNet.Models;

namespace Workbook.Engine.Runtimes.Docker.Images;

/// <summary>Docker answers a pull with lines about its layers; a failure midway is one of them.</summary>
internal sealed class PullAnswer(string image, IProgress<PullProgress>? listener) : IProgress<JSONMessage>
{
    private const string Downloading = "Downloading";

    private readonly Dictionary<string, (long Current, long Total)> _layers = new(StringComparer.Ordinal);

    public string? Error { get; private set; }

    public void Report(JSONMessage value)
    {
        Error ??= value.Error?.Message;
        if (value.ID is not { } layer) return;
        if (value is { Status: Downloading, Progress: { Total: { } total and > 0, Current: var current } }) _layers[layer] = (current ?? 0, total);
        else if (_layers.TryGetValue(layer, out var known)) _layers[layer] = (known.Total, known.Total);
        else return;
        Tell(isDone: false);
    }

    public void End() => Tell(isDone: true);

    private void Tell(bool isDone) => listener?.Report(new(image, _layers.Values.Sum(layer => layer.Current), _layers.Values.Sum(layer => layer.Total), isDone));
}
