using System.Buffers.Binary;
using System.Diagnostics;
using System.Formats.Tar;

namespace Workbook.Engine.Runtimes.Docker.Hosts;

/// <summary>
/// What runs in a task's pause container: a program that waits for ever and holds the task's namespaces, as
/// <c>amazon/amazon-ecs-pause</c> does. It is made here, in a few dozen bytes of machine code, so that nothing has to be pulled.
/// </summary>
internal static class PauseProgram
{
    private const int HeaderSize = 0x78;
    private const ulong LoadAddress = 0x400000;

    // Both programs ask the kernel to reap their children (SIGCHLD is ignored), because a task may share its process
    // namespace, of which this is process 1; then they wait in a loop. The struct sigaction lies behind the code.
    private static ReadOnlySpan<byte> Amd64 =>
    [
        0xB8, 0x0D, 0, 0, 0,                // mov eax, 13          rt_sigaction
        0xBF, 0x11, 0, 0, 0,                // mov edi, 17          SIGCHLD
        0x48, 0x8D, 0x35, 0x17, 0, 0, 0,    // lea rsi, [rip+0x17]  the struct at offset 40
        0x31, 0xD2,                         // xor edx, edx
        0x41, 0xBA, 0x08, 0, 0, 0,          // mov r10d, 8          size of the signal mask
        0x0F, 0x05,                         // syscall
        0xB8, 0x22, 0, 0, 0,                // mov eax, 34          pause
        0x0F, 0x05,                         // syscall
        0xEB, 0xF7,                         // jmp -9
        0, 0, 0, 0,
    ];

    private static ReadOnlySpan<uint> Arm64 =>
    [
        0xD28010C8, // mov x8, #134     rt_sigaction
        0xD2800220, // mov x0, #17      SIGCHLD
        0x10000181, // adr x1, +48      the struct at offset 56
        0xD2800002, // mov x2, #0
        0xD2800103, // mov x3, #8       size of the signal mask
        0xD4000001, // svc #0
        0xD2800000, // mov x0, #0
        0xD2800001, // mov x1, #0
        0xD2800002, // mov x2, #0
        0xD2800003, // mov x3, #0
        0xD2800928, // mov x8, #73      ppoll
        0xD4000001, // svc #0
        0x17FFFFFA, // b -6 instructions
        0,
    ];

    /// <summary>A struct sigaction whose handler is SIG_IGN (1); flags, restorer and mask are empty.</summary>
    private static ReadOnlySpan<byte> IgnoreSignal =>
    [
        1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>The file system of the image: a tar archive with <c>/pause</c> in it.</summary>
    /// <param name="architecture">As Docker names it: <c>amd64</c>, <c>x86_64</c>, <c>arm64</c> or <c>aarch64</c>.</param>
    /// <exception cref="NotSupportedException">It is another one.</exception>
    public static MemoryStream Archive(string architecture)
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
        {
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "pause")
            {
                Mode = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute,
                ModificationTime = DateTimeOffset.UnixEpoch,
                DataStream = new MemoryStream(Executable(architecture)),
            });
        }
        archive.Position = 0;
        return archive;
    }

    /// <summary>A statically linked ELF executable.</summary>
    internal static byte[] Executable(string architecture)
    {
        byte[] program = architecture switch
        {
            "amd64" or "x86_64" => [.. Amd64, .. IgnoreSignal],
            "arm64" or "aarch64" => [.. Bytes(Arm64), .. IgnoreSignal],
            _ => throw new NotSupportedException($"Docker Engines on {architecture} are not supported: amd64 and arm64 are."),
        };
        var machine = architecture switch { "amd64" or "x86_64" => 62, "arm64" or "aarch64" => 183, _ => throw new UnreachableException() };
        var file = new byte[HeaderSize + program.Length];
        var head = file.AsSpan();
        ReadOnlySpan<byte> identification = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1];
        identification.CopyTo(head);
        BinaryPrimitives.WriteUInt16LittleEndian(head[0x10..], 2); // an executable
        BinaryPrimitives.WriteUInt16LittleEndian(head[0x12..], (ushort)machine);
        BinaryPrimitives.WriteUInt32LittleEndian(head[0x14..], 1);
        BinaryPrimitives.WriteUInt64LittleEndian(head[0x18..], LoadAddress + HeaderSize); // entry point
        BinaryPrimitives.WriteUInt64LittleEndian(head[0x20..], 0x40); // where the program header is
        BinaryPrimitives.WriteUInt16LittleEndian(head[0x34..], 0x40); // size of this header
        BinaryPrimitives.WriteUInt16LittleEndian(head[0x36..], 0x38); // size of a program header
        BinaryPrimitives.WriteUInt16LittleEndian(head[0x38..], 1); // how many
        var segment = head[0x40..];
        BinaryPrimitives.WriteUInt32LittleEndian(segment, 1); // to be loaded
        BinaryPrimitives.WriteUInt32LittleEndian(segment[0x04..], 5); // readable and executable
        BinaryPrimitives.WriteUInt64LittleEndian(segment[0x10..], LoadAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[0x18..], LoadAddress);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[0x20..], (ulong)file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[0x28..], (ulong)file.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(segment[0x30..], 0x1000); // alignment
        program.CopyTo(head[HeaderSize..]);
        return file;
    }

    private static byte[] Bytes(ReadOnlySpan<uint> instructions)
    {
        var bytes = new byte[instructions.Length * sizeof(uint)];
        for (var i = 0; i < instructions.Length; i++) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), instructions[i]);
        return bytes;
    }
}
