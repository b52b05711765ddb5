using System.Buffers.Binary;
using System.Diagnostics;
using System.Formats.Tar;
using System.Runtime.InteropServices;
using Workbook.Engine.Runtimes.Docker.Hosts;

namespace Workbook.Engine.Tests.Docker;

/// <summary>The program of pause containers: an ELF executable that waits for ever.</summary>
public sealed class PauseProgramTests
{
    private const int FileHeader = 0x40;

    [TestCase("amd64", 62)]
    [TestCase("x86_64", 62)]
    [TestCase("arm64", 183)]
    [TestCase("aarch64", 183)]
    public void It_is_an_executable_of_its_architecture_whose_entry_point_is_in_its_only_segment(string architecture, int machine)
    {
        var file = PauseProgram.Executable(architecture);

        file[..7].Should().Equal([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1], "it is of 64 bits, little-endian, version 1");
        (Number16(file, 0x10), Number16(file, 0x12), Number16(file, 0x34), Number16(file, 0x36), Number16(file, 0x38)).Should().Be((2, machine, 64, 56, 1));
        Number64(file, 0x20).Should().Be(FileHeader);
        var (offset, address, size) = (Number64(file, FileHeader + 0x08), Number64(file, FileHeader + 0x10), Number64(file, FileHeader + 0x20));
        (offset, size).Should().Be((0L, file.LongLength));
        Number64(file, 0x18).Should().BeInRange(address + FileHeader + 56, address + size - 1);
        (address % 0x1000).Should().Be(offset % 0x1000, "the kernel maps whole pages");
    }

    [Test]
    public void The_image_has_nothing_else_in_it()
    {
        using var reader = new TarReader(PauseProgram.Archive("amd64"));

        var entry = reader.GetNextEntry()!;
        (entry.Name, entry.Length).Should().Be(("pause", PauseProgram.Executable("amd64").LongLength));
        entry.Mode.Should().HaveFlag(UnixFileMode.OtherExecute);
        reader.GetNextEntry().Should().BeNull();
    }

    [Test]
    public void Other_architectures_are_refused() =>
        FluentActions.Invoking(() => PauseProgram.Executable("riscv64")).Should().Throw<NotSupportedException>().Which.Message.Should().Contain("riscv64");

    [Test]
    public async Task It_runs_until_it_is_killed()
    {
        if (!OperatingSystem.IsLinux()) Assert.Ignore("It is a Linux program.");
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllBytesAsync(path, PauseProgram.Executable(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64"));
        try
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            using var process = Process.Start(new ProcessStartInfo(path))!;
            await Time.Patience.YieldUntilAsync(() => StateOf(process.Id) != 'R');

            process.HasExited.Should().BeFalse();
            StateOf(process.Id).Should().Be('S', "it sleeps");
            Ignored(process.Id).Should().HaveFlag(Signals.Child);
            process.Kill();
            await process.WaitForExitAsync();
            process.ExitCode.Should().Be(137);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Flags]
    private enum Signals : ulong
    {
        None = 0,
        // Number 17: bit 16.
        Child = 1UL << 16,
    }

    private static char StateOf(int process) => Status(process, "State")[0];

    private static Signals Ignored(int process) => (Signals)ulong.Parse(Status(process, "SigIgn"), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    private static string Status(int process, string key) =>
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith($"{key}:", StringComparison.Ordinal)).Split(':')[1].Trim();

    private static int Number16(byte[] file, int at) => BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(at));

    private static long Number64(byte[] file, int at) => BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(at));
}
