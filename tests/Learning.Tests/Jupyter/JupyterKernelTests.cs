using System.Text.Json.Nodes;
using Workbook.Learning.Notebooks;

namespace Workbook.Learning.Tests.Jupyter;

/// <summary>The kernel as a front end sees it. That real front ends get along with it is tested with the command.</summary>
[CancelAfter(120_000)]
[Platform(Exclude = "Win", Reason = "The sockets of these tests are files; on Windows Jupyter uses ports only.")]
public sealed class JupyterKernelTests
{
    private JupyterClient client = null!;

    [SetUp]
    public async Task Start() => client = await JupyterClient.StartAsync();

    [TearDown]
    public async Task Stop() => await client.DisposeAsync();

    [Test]
    public async Task A_cell_is_announced_runs_and_ends()
    {
        var request = await client.ExecuteAsync("Console.WriteLine(\"a\"); var d = display(1); d.Update(2); 40 + 2");
        (await client.PublishedAsync(request)).Should().Equal("status busy", "execute_input", "stream a", "display_data 1", "update_display_data 2", "execute_result 42", "status idle");
        var reply = await client.ReadAsync("shell");
        (reply.Type, (string?)reply.Content["status"], (int?)reply.Content["execution_count"]).Should().Be(("execute_reply", "ok", 1));
    }

    [Test]
    public async Task A_silent_cell_runs_unheard_and_uncounted()
    {
        (await client.PublishedAsync(await client.ExecuteAsync("var x = 5; Console.WriteLine(x); x", silent: true))).Should().Equal("status busy", "status idle");
        (await client.PublishedAsync(await client.ExecuteAsync("x"))).Should().Contain("execute_result 5");
        await client.ReadAsync("shell");
        ((int?)(await client.ReadAsync("shell")).Content["execution_count"]).Should().Be(1);
    }

    [Test]
    public async Task Cells_that_wait_behind_a_failing_one_are_given_up()
    {
        // The first cell holds the others until they are all there.
        var first = await client.ExecuteAsync("await GetInputAsync(); throw new InvalidOperationException(\"no\");");
        var second = await client.ExecuteAsync("1");
        var info = await client.SendAsync("kernel_info_request", []);
        await client.ReadAsync("stdin");
        ((await client.ReadAsync("shell")).Type).Should().Be("kernel_info_reply", "it does not wait for cells");
        await client.SendAsync("input_reply", new JsonObject { ["value"] = "" }, "stdin");
        (await client.ReadAsync("shell")).Content["ename"]!.GetValue<string>().Should().Be("InvalidOperationException");
        (await client.ReadAsync("shell")).Content["status"]!.GetValue<string>().Should().Be("aborted");
        (await client.PublishedAsync(second)).Should().Equal("status busy", "status idle");
        (first, info).Should().Be(("r1", "r3"));
    }

    [Test]
    public async Task A_question_goes_to_who_ran_the_cell()
    {
        await client.ExecuteAsync("await GetPasswordAsync(\"Key?\")");
        var question = await client.ReadAsync("stdin");
        (question.Type, (string?)question.Content["prompt"], (bool?)question.Content["password"]).Should().Be(("input_request", "Key?", true));
        await client.SendAsync("input_reply", new JsonObject { ["value"] = "secret" }, "stdin");
        (await client.PublishedAsync("r1")).Should().Contain("execute_result secret");
    }

    [Test]
    public async Task Who_takes_no_questions_is_not_asked()
        => (await client.PublishedAsync(await client.ExecuteAsync("await GetInputAsync(\"Name?\")", allowStdin: false))).Should().Contain("error InvalidOperationException");

    [Test]
    public async Task A_running_cell_is_interrupted_by_a_message()
    {
        var request = await client.ExecuteAsync("Console.WriteLine(\"in\"); while (true) { }");
        while ((await client.ReadAsync("iopub")).Type != "stream") { }
        await client.SendAsync("interrupt_request", [], "control");
        (await client.ReadAsync("control")).Type.Should().Be("interrupt_reply");
        (await client.PublishedAsync(request)).Should().Equal("error Interrupted", "status idle");
        (await client.PublishedAsync(await client.ExecuteAsync("6 * 7"))).Should().Contain("execute_result 42");
    }

    [Test]
    public async Task A_cell_that_ends_its_process_is_told_of_and_the_next_one_has_a_new_one()
    {
        (await client.PublishedAsync(await client.ExecuteAsync("var x = 1; Environment.Exit(3);"))).Should().Contain("error KernelDied");
        (await client.PublishedAsync(await client.ExecuteAsync("1 + 1"))).Should().Contain("execute_result 2").And.Contain(line => line.StartsWith("stream The process of the earlier cells has ended"));
    }

    [Test]
    public async Task What_is_signed_with_another_key_is_not_heard()
    {
        await client.SendAsync("execute_request", new JsonObject { ["code"] = "Environment.Exit(1)" }, key: "guessed");
        await client.SendRawAsync("shell", ["no"u8.ToArray()]);
        await client.SendRawAsync("shell", ["<IDS|MSG>"u8.ToArray(), [], "{"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray(), "{}"u8.ToArray()]);
        await client.SendAsync("kernel_info_request", []);
        var reply = await client.ReadAsync("shell");
        reply.Type.Should().Be("kernel_info_reply");
        reply.Content["language_info"]!["name"]!.GetValue<string>().Should().Be("C#");
    }

    [Test]
    public async Task Strangers_that_do_not_speak_the_protocol_disturb_nobody()
    {
        foreach (var nonsense in new byte[][] { [.. new byte[64]], "GET / HTTP/1.1\r\n\r\n"u8.ToArray(), [0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0x7F, 1] })
        {
            using var stranger = await client.StrangerAsync(1);
            await stranger.SendAsync(nonsense);
        }
        using var endless = await client.StrangerAsync(1);
        await endless.SendAsync(Workbook.Learning.Notebooks.Zmtp.ZmtpFrames.Greeting());
        // READY, then a frame that announces more bytes than there are atoms.
        await endless.SendAsync((byte[])[.. Workbook.Learning.Notebooks.Zmtp.ZmtpFrames.Ready("DEALER"), 2, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]);
        var rest = new byte[1024];
        while (await endless.ReceiveAsync(rest) > 0) { }
        (await client.PublishedAsync(await client.ExecuteAsync("6 * 7"))).Should().Contain("execute_result 42");
    }

    [Test]
    public async Task The_heart_beats()
    {
        await client.SendRawAsync("hb", [[], "ping"u8.ToArray()]);
        (await client.ReadRawAsync("hb")).Should().BeEquivalentTo(new byte[][] { [], "ping"u8.ToArray() });
    }

    [Test]
    public async Task Positions_count_characters_as_Jupyter_does()
    {
        const string code = "var s = \"😀\"; s.Leng";
        await client.SendAsync("complete_request", new JsonObject { ["code"] = code, ["cursor_pos"] = code.Length - 1 });
        var reply = await client.ReadAsync("shell");
        reply.Content["matches"]!.AsArray().Select(match => (string?)match).Should().Equal("Length");
        ((int?)reply.Content["cursor_start"], (int?)reply.Content["cursor_end"]).Should().Be((15, 19));
    }

    [Test]
    public async Task A_request_that_the_kernel_does_not_know_is_answered_all_the_same()
    {
        await client.SendAsync("debug_request", []);
        (await client.ReadAsync("shell")).Content["evalue"]!.GetValue<string>().Should().Contain("debug_request");
    }

    [Test]
    public async Task It_ends_when_it_is_told_to()
    {
        await client.SendAsync("shutdown_request", new JsonObject { ["restart"] = true }, "control");
        var reply = await client.ReadAsync("control");
        (reply.Type, (bool?)reply.Content["restart"]).Should().Be(("shutdown_reply", true));
        await client.Kernel;
    }
}
