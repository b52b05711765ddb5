using System.ComponentModel;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Docker.DotNet;

/// <summary>
/// Named pipes cannot be closed in one direction. The Engine takes a message of no bytes as the end of input; .NET does not send
/// such a message, Windows does.
/// </summary>
[SupportedOSPlatform("windows")]
internal static class NamedPipeEnd
{
    private const int IoPending = 997;

    public static void Write(PipeStream pipe)
    {
        using var written = new ManualResetEvent(initialState: false);
        var overlapped = Marshal.AllocHGlobal(Marshal.SizeOf<NativeOverlapped>());
        try
        {
            // An event handle with its lowest bit set keeps the result away from the completion port that .NET listens to.
            var handle = written.SafeWaitHandle.DangerousGetHandle() | 1;
            Marshal.StructureToPtr(new NativeOverlapped { EventHandle = handle }, overlapped, fDeleteOld: false);
            if (WriteFile(pipe.SafePipeHandle, nint.Zero, 0, nint.Zero, overlapped)) return;
            if (Marshal.GetLastPInvokeError() != IoPending || !GetOverlappedResult(pipe.SafePipeHandle, overlapped, out _, wait: true))
            {
                throw new IOException("The named pipe could not be closed for writing.", new Win32Exception());
            }
        }
        finally
        {
            Marshal.FreeHGlobal(overlapped);
        }
    }

    [DllImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool WriteFile(SafeHandle file, nint buffer, int bytes, nint bytesWritten, nint overlapped);

    [DllImport("kernel32.dll", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetOverlappedResult(SafeHandle file, nint overlapped, out int bytes, [MarshalAs(UnmanagedType.Bool)] bool wait);
}
