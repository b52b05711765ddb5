using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Workbook.Cli.Exec;

/// <summary>
/// The terminal in raw mode: every key goes to the command at once and nothing is echoed here. It is put back as it was when
/// this is disposed.
/// </summary>
internal sealed class RawTerminal : IDisposable
{
    private const int StandardInput = 0;
    private const int Now = 0;

    /// <summary>More than termios has on any system (60 bytes on Linux, 72 on macOS).</summary>
    private const int TermiosLength = 256;

    private readonly byte[]? _before;

    private RawTerminal(byte[]? before) => _before = before;

    /// <summary>Null unless both input and output are a terminal.</summary>
    public static RawTerminal? TryOpen()
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected) return null;
        if (OperatingSystem.IsWindows()) return new(null);
        // The runtime sets the terminal up when it is first asked for its size: that has to be over.
        _ = Console.WindowWidth;
        var before = new byte[TermiosLength];
        if (GetAttributes(StandardInput, before) != 0) return new(null);
        var raw = (byte[])before.Clone();
        MakeRaw(raw);
        return new(SetAttributes(StandardInput, Now, raw) == 0 ? before : null);
    }

    /// <summary>This process's input, as it comes: the runtime's own stream edits lines where the input is a terminal.</summary>
    public static Stream OpenInput() => OperatingSystem.IsWindows()
        ? Console.OpenStandardInput()
        : new FileStream(new SafeFileHandle(StandardInput, ownsHandle: false), FileAccess.Read, bufferSize: 0);

    /// <summary>Calls back whenever the size has changed, until the result is disposed.</summary>
    public static IDisposable? OnResize(Action changed) =>
        OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => changed());

    public void Dispose()
    {
        // A terminal that is gone by now needs nothing any more.
        if (_before is not null) _ = SetAttributes(StandardInput, Now, _before);
    }

    [DllImport("libc", EntryPoint = "tcgetattr")]
    private static extern int GetAttributes(int descriptor, [In, Out] byte[] termios);

    [DllImport("libc", EntryPoint = "tcsetattr")]
    private static extern int SetAttributes(int descriptor, int when, [In] byte[] termios);

    [DllImport("libc", EntryPoint = "cfmakeraw")]
    private static extern void MakeRaw([In, Out] byte[] termios);
}
