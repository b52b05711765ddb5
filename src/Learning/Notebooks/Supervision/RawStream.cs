using System.Text;

namespace Workbook.Learning.Notebooks;

/// <summary>
/// The host process's real standard output or error. Cells' console output does not come this way, but what native code
/// and child processes print does, and the runtime's last words. The host writes a mark after each cell, so that
/// everything before it is known to have arrived.
/// </summary>
internal sealed class RawStream
{
    private readonly string mark;
    private readonly Action<string> receive;
    private readonly Lock gate = new();
    private readonly Dictionary<int, TaskCompletionSource> waiting = [];
    private int reached = -1;
    private string held = "";

    public RawStream(Stream stream, string mark, Action<string> receive)
    {
        this.mark = "\u0001" + mark + ":";
        this.receive = receive;
        Ended = Task.Run(() => ReadAsync(stream));
    }

    /// <summary>Completes when nobody holds the stream any more.</summary>
    public Task Ended { get; }

    public static string Mark(string mark, int id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\u0001{mark}:{id}\u0002");

    /// <summary>Completes when everything that cell <paramref name="id"/> printed was received.</summary>
    public Task ReachedAsync(int id)
    {
        lock (gate)
        {
            if (reached >= id || Ended.IsCompleted)
                return Task.CompletedTask;
            if (!waiting.TryGetValue(id, out var source))
                waiting[id] = source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return source.Task;
        }
    }

    private async Task ReadAsync(Stream stream)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var bytes = new byte[16 * 1024];
        var chars = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        try
        {
            for (int read; (read = await stream.ReadAsync(bytes)) > 0;)
                Take(new string(chars, 0, decoder.GetChars(bytes, 0, read, chars, 0)));
        }
        catch (IOException)
        {
            // Ended like an end of file.
        }
        Pass(held);
        Reach(int.MaxValue);
    }

    private void Take(string text)
    {
        held += text;
        for (int start; (start = held.IndexOf(mark, StringComparison.Ordinal)) >= 0;)
        {
            var end = held.IndexOf('\u0002', start);
            if (end < 0)
                break;
            Pass(held[..start]);
            if (int.TryParse(held.AsSpan(start + mark.Length, end - start - mark.Length), System.Globalization.CultureInfo.InvariantCulture, out var id))
                Reach(id);
            held = held[(end + 1)..];
        }
        // What may be the beginning of a mark waits for the rest of it.
        var tail = held.LastIndexOf('\u0001');
        var keep = tail >= 0 && held.Length - tail < mark.Length + 12 ? held.Length - tail : 0;
        Pass(held[..^keep]);
        held = held[^keep..];
    }

    private void Pass(string text)
    {
        if (text.Length > 0)
            receive(text);
    }

    private void Reach(int id)
    {
        lock (gate)
        {
            reached = id;
            foreach (var (number, source) in waiting.Where(pair => pair.Key <= id).ToList())
            {
                waiting.Remove(number);
                source.SetResult();
            }
        }
    }
}
