using System.Formats.Tar;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Workbook.Sdk.Tests.Docker;

public sealed class ContainerStreamTests
{
    private static IContainerOperations Containers => Engine.Client.Containers;

    [Test]
    public async Task A_log_that_is_followed_comes_while_the_container_runs()
    {
        var id = await Engine.StartAsync("echo first; read line; echo then $line", parameters => parameters.OpenStdin = true);
        using var log = await Containers.GetContainerLogsAsync(id, new ContainerLogsParameters { ShowStdout = true, Follow = true });
        await ContainerLifeTests.ReadUntilAsync(log, "first\n");

        using (var attached = await Containers.AttachContainerAsync(id, new ContainerAttachParameters { Stream = true, Stdin = true }))
        {
            await attached.WriteAsync(Engine.Bytes("second\n"), 0, 7, CancellationToken.None);
            attached.CloseWrite();
        }

        await ContainerLifeTests.ReadUntilAsync(log, "then second\n");
        (await log.ReadOutputAsync(new byte[1], 0, 1, CancellationToken.None)).EOF.Should().BeTrue();
    }

    [Test]
    public async Task Closing_the_input_of_an_attached_container_lets_it_end()
    {
        var id = await Engine.CreateAsync("/bin/busybox cat; echo end of input >&2", parameters => (parameters.OpenStdin, parameters.StdinOnce) = (true, true));
        using var attached = await Containers.AttachContainerAsync(id, new ContainerAttachParameters { Stream = true, Stdin = true, Stdout = true, Stderr = true });
        await Containers.StartContainerAsync(id, new ContainerStartParameters());

        await attached.CopyFromAsync(new MemoryStream(Engine.Bytes("word")), CancellationToken.None);
        attached.CloseWrite();

        (await attached.ReadOutputToEndAsync(CancellationToken.None)).Should().Be(("word", "end of input\n"));
    }

    [Test]
    public async Task A_terminal_has_one_stream_without_headers()
    {
        var id = await Engine.StartAsync("echo out; echo err >&2", parameters => parameters.Tty = true);
        await Containers.WaitContainerAsync(id);

        using var log = await Containers.GetContainerLogsAsync(id, new ContainerLogsParameters { ShowStdout = true, ShowStderr = true });

        (await log.ReadOutputToEndAsync(CancellationToken.None)).Should().Be(("out\r\nerr\r\n", ""));
    }

    [Test]
    public async Task A_log_can_be_cut_and_dated()
    {
        var id = await Engine.StartAsync("echo one; echo two; echo three");
        await Containers.WaitContainerAsync(id);

        using var log = await Containers.GetContainerLogsAsync(id, new ContainerLogsParameters { ShowStdout = true, Timestamps = true, Tail = "1", Since = "1.5" });

        var (line, _) = await log.ReadOutputToEndAsync(CancellationToken.None);
        line.Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z three\n$");
    }

    [Test]
    public async Task Megabytes_arrive_whole()
    {
        var id = await Engine.StartAsync("/bin/busybox seq 1 300000; /bin/busybox seq 1 1000 >&2");
        await Containers.WaitContainerAsync(id);

        using var log = await Containers.GetContainerLogsAsync(id, new ContainerLogsParameters { ShowStdout = true, ShowStderr = true });

        var (output, errors) = await log.ReadOutputToEndAsync(CancellationToken.None);
        output.Should().Be(string.Concat(Enumerable.Range(1, 300000).Select(number => $"{number}\n")));
        errors.Should().Be(string.Concat(Enumerable.Range(1, 1000).Select(number => $"{number}\n")));
    }

    [Test]
    public async Task Reading_a_log_that_is_followed_can_be_cancelled()
    {
        var id = await Engine.StartAsync("exec /bin/busybox sleep 1000");
        using var log = await Containers.GetContainerLogsAsync(id, new ContainerLogsParameters { ShowStdout = true, Follow = true });
        using var cancel = new CancellationTokenSource();

        var reading = log.ReadOutputAsync(new byte[1], 0, 1, cancel.Token);
        await cancel.CancelAsync();

        await reading.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        await Engine.RemoveAsync(id);
    }

    [Test]
    public async Task Samples_say_what_a_container_uses()
    {
        var id = await Engine.StartAsync("exec /bin/busybox sleep 1000", parameters => parameters.HostConfig = new HostConfig { Memory = 64 << 20 });
        var one = new Reports<ContainerStatsResponse>();
        await Containers.GetContainerStatsAsync(id, new ContainerStatsParameters { Stream = false, OneShot = true }, one);
        var many = new Reports<ContainerStatsResponse>();
        using var cancel = new CancellationTokenSource();

        var watching = Containers.GetContainerStatsAsync(id, new ContainerStatsParameters(), many, cancel.Token);
        await many.NextAsync(sample => sample.PreRead != default);
        await cancel.CancelAsync();

        await watching.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        foreach (var sample in one.All.Should().ContainSingle().Which is var first ? many.All.Append(first) : [])
        {
            sample.ID.Should().Be(id);
            sample.MemoryStats!.Limit.Should().Be(64 << 20);
            sample.CPUStats!.CPUUsage.TotalUsage.Should().BePositive();
            sample.Networks.Should().ContainKey("eth0");
        }
        await Engine.RemoveAsync(id);
    }

    [Test]
    public async Task Files_go_in_and_come_out()
    {
        var id = await Engine.CreateAsync("/bin/busybox cat /etc/word");
        await Containers.ExtractArchiveToContainerAsync(id, new CopyToContainerParameters { Path = "/" }, await Engine.TarAsync(("etc/word", Engine.Bytes("hello"))));
        await Containers.StartContainerAsync(id, new ContainerStartParameters());
        await Containers.WaitContainerAsync(id);

        var stat = await Containers.GetArchiveFromContainerAsync(id, new ContainerPathStatParameters { Path = "/etc/word" }, statOnly: true);
        var file = await Containers.GetArchiveFromContainerAsync(id, new ContainerPathStatParameters { Path = "/etc/word" }, statOnly: false);

        using var log = await Containers.GetContainerLogsAsync(id, new ContainerLogsParameters { ShowStdout = true });
        (await log.ReadOutputToEndAsync(CancellationToken.None)).stdout.Should().Be("hello");
        stat.Stream.Should().BeNull();
        stat.Stat.Should().Match<ContainerPathStatResponse>(it => it.Name == "word" && it.Size == 5);
        (await FilesAsync(file.Stream!)).Should().Equal(("word", "hello"));
        await using var all = await Containers.ExportContainerAsync(id);
        (await FilesAsync(all)).Should().Contain(("etc/word", "hello"));
    }

    private static async Task<List<(string Name, string Content)>> FilesAsync(Stream archive)
    {
        await using var reader = new TarReader(archive);
        List<(string, string)> files = [];
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            if (entry.Name.EndsWith("word", StringComparison.Ordinal)) files.Add((entry.Name, await new StreamReader(entry.DataStream!).ReadToEndAsync()));
        }
        return files;
    }
}
