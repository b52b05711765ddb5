using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace Workbook.Web.Tests.Cluster;

/// <summary>Who may look at the cluster, and what is answered to what makes no sense.</summary>
internal sealed class ClusterAccessTests
{
    private CourseFolder _course = null!;
    private OpenWorkbook _workbook = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _course = new();
        _workbook = await OpenWorkbook.StartAsync(_course);
    }

    [OneTimeTearDown]
    public async Task End()
    {
        await _workbook.DisposeAsync();
        _course.Dispose();
    }

    [TestCase("/cluster")]
    [TestCase("/cluster/chart")]
    [TestCase("/cluster/channel")]
    public async Task Without_the_cookie_nothing_is_answered(string path)
    {
        using var stranger = new HttpClient { BaseAddress = _workbook.Site };
        using var answer = await stranger.GetAsync(path);

        answer.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    [TestCase(false, null)]
    [TestCase(true, "http://evil.test")]
    public async Task The_channel_opens_for_the_site_and_its_cookie_only(bool withCookie, string? origin)
    {
        var connect = () => ConnectAsync(withCookie, origin ?? OwnOrigin);

        (await connect.Should().ThrowAsync<WebSocketException>()).Which.Message.Should().Contain("403");
    }

    [Test]
    public async Task What_is_no_request_ends_the_channel(
        [Values("/cluster/channel", "/lessons/04-task-definitions/channel")] string channel, [Values("nonsense", "{}", """{"type":"reset"}""")] string message)
    {
        using var socket = await ConnectAsync(withCookie: true, OwnOrigin, channel);
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        var buffer = new byte[16 * 1024];
        while ((await socket.ReceiveAsync(buffer, CancellationToken.None)).MessageType != WebSocketMessageType.Close)
        {
            // The map comes first.
        }
        socket.CloseStatus.Should().Be(WebSocketCloseStatus.InvalidPayloadData);
    }

    [TestCase("""{"type":"admin","ask":1,"what":"reset","body":{}}""", "Load it again")]
    [TestCase("""{"type":"admin","ask":1,"what":"faults","body":{"fault":"flood"}}""", "fault must be")]
    [TestCase("""{"type":"clock","ask":1,"do":"advance","seconds":-5}""", "advanceSeconds must be")]
    [TestCase("""{"type":"describe","ask":1,"id":"arn:aws:ecs:us-east-1:123456789012:task/none/0123"}""", "not there any more")]
    [TestCase("""{"type":"describe","ask":1,"id":"nothing"}""", "not there any more")]
    [TestCase("""{"type":"explain","ask":1,"arn":"nothing"}""", "is not an ARN")]
    [TestCase("""{"type":"logs","ask":1,"task":"arn:aws:ecs:us-east-1:123456789012:task/none/0123","container":"app"}""", "not remembered")]
    public async Task What_cannot_be_answered_says_why(string message, string why)
    {
        using var socket = await ConnectAsync(withCookie: true, OwnOrigin);
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        (await AnswerAsync(socket)).Should().Contain(why).And.Contain("\"ask\":1");
    }

    [TestCase("nothing", HttpStatusCode.BadRequest)]
    [TestCase("arn:aws:ecs:us-east-1:123456789012:task/demo/0123", HttpStatusCode.BadRequest)]
    [TestCase("arn:aws:ecs:us-east-1:123456789012:service/none/none", HttpStatusCode.NotFound)]
    public async Task There_are_charts_of_services_that_exist(string arn, HttpStatusCode status)
    {
        using var learner = new HttpClient { BaseAddress = _workbook.Site };
        using var welcome = await learner.GetAsync(_workbook.Address);
        using var answer = await learner.GetAsync($"/cluster/chart?arn={arn}");

        answer.StatusCode.Should().Be(status);
        (await answer.Content.ReadAsStringAsync()).Should().NotBeEmpty();
    }

    private string OwnOrigin => _workbook.Site.ToString().TrimEnd('/');

    private async Task<ClientWebSocket> ConnectAsync(bool withCookie, string origin, string channel = "/cluster/channel")
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", origin);
        if (withCookie) socket.Options.SetRequestHeader("Cookie", $"workbook-{_workbook.Site.Port}={_workbook.Address.Query["?token=".Length..]}");
        await socket.ConnectAsync(new($"ws://{_workbook.Site.Authority}{channel}"), CancellationToken.None);
        return socket;
    }

    private static async Task<string> AnswerAsync(ClientWebSocket socket)
    {
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, CancellationToken.None);
            var text = Encoding.UTF8.GetString(buffer, 0, part.Count);
            if (text.Contains("\"ask\"", StringComparison.Ordinal)) return text;
        }
    }
}
