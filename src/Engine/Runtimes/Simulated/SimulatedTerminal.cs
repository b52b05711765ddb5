namespace Workbook.Engine.Runtimes.Simulated;

/// <summary>
/// What a terminal does between a keyboard and a program that reads lines: it echoes what is typed, takes back what is
/// deleted, and understands Ctrl+C, Ctrl+D and Ctrl+U.
/// </summary>
/// <param name="input">Gets finished lines.</param>
/// <param name="echo">Shows bytes on the screen as they are.</param>
/// <param name="interrupt">Ctrl+C: ends what runs in the foreground; false when nothing does.</param>
internal sealed class SimulatedTerminal(SimulatedInput input, Func<byte[], CancellationToken, ValueTask> echo, Func<bool> interrupt)
{
    private const byte CtrlC = 3, CtrlD = 4, Backspace = 8, LineFeed = 10, Return = 13, CtrlU = 21, Escape = 27, Delete = 127;

    private readonly List<byte> _line = [];
    private bool _isInSequence;

    public async ValueTask TypeAsync(ReadOnlyMemory<byte> keys, CancellationToken cancellation)
    {
        for (var i = 0; i < keys.Length; i++) await TypeAsync(keys.Span[i], cancellation);
    }

    private async ValueTask TypeAsync(byte key, CancellationToken cancellation)
    {
        if (_isInSequence)
        {
            // Escape sequences, such as those of the arrow keys (ESC [ A), end with a letter or with ~.
            _isInSequence = !char.IsAsciiLetter((char)key) && key != '~';
            return;
        }
        switch (key)
        {
            case CtrlC:
                _line.Clear();
                await echo("^C\r\n"u8.ToArray(), cancellation);
                // An empty line makes a shell that waits for one prompt again.
                if (!interrupt()) await input.WriteAsync([LineFeed], cancellation);
                break;
            case CtrlD:
                await input.WriteAsync([.. _line], cancellation);
                _line.Clear();
                break;
            case Return or LineFeed:
                await echo("\r\n"u8.ToArray(), cancellation);
                await input.WriteAsync([.. _line, LineFeed], cancellation);
                _line.Clear();
                break;
            case Backspace or Delete:
                if (DeleteCharacter()) await echo("\b \b"u8.ToArray(), cancellation);
                break;
            case CtrlU:
                while (DeleteCharacter()) await echo("\b \b"u8.ToArray(), cancellation);
                break;
            case Escape:
                _isInSequence = true;
                break;
            default:
                _line.Add(key);
                await echo([key], cancellation);
                break;
        }
    }

    // In UTF-8 all bytes of a character but the first are 10xxxxxx.
    private bool DeleteCharacter()
    {
        if (_line.Count == 0) return false;
        var first = _line.Count - 1;
        while (first > 0 && (_line[first] & 0xC0) == 0x80) first--;
        _line.RemoveRange(first, _line.Count - first);
        return true;
    }
}
