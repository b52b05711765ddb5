using System.Net.Http.Json;
using System.Text.Json;
using Workbook.Orchestration;
using Workbook.Orchestration.Tasks;
using Workbook.Orchestration.Worlds;
using Workbook.Server;
using Workbook.Shapes.Ecs;

namespace Workbook.Web.Cluster;

/// <summary>
/// Answers what pages ask about the cluster, and does what they want done to it. Faults, loads, the way of the clock and explanations are those of the
/// endpoint's own <c>/_workbook</c>; nothing of it is said a second time here.
/// </summary>
internal sealed class ClusterDesk(LocalAws aws, ClusterFeed feed, HttpClient http)
{
    private const int MostLines = 200;

    private readonly AwsQuestions _aws = new(http, aws.Endpoint);

    public async Task<ClusterAnswer> AnswerAsync(ClusterRequest request, CancellationToken cancellation)
    {
        try
        {
            return request switch
            {
                ClusterRequest.Describe describe => await _aws.DescribeAsync(describe.Id, cancellation) is { } json ? ClusterAnswer.Of(json) : ClusterAnswer.Refused("It is not there any more, and AWS does not describe it."),
                ClusterRequest.Explain explain => await AdminAsync(HttpMethod.Get, $"explain?arn={Uri.EscapeDataString(explain.Arn)}", null, cancellation),
                ClusterRequest.Logs logs => await LogsAsync(logs, cancellation),
                ClusterRequest.Admin { What: "faults" or "load" } admin => await AdminAsync(HttpMethod.Post, admin.What, admin.Body, cancellation),
                ClusterRequest.Clock clock => await MoveAsync(clock, cancellation),
                _ => ClusterAnswer.Refused("The page asked for what there is not. Load it again."),
            };
        }
        catch (HttpRequestException error)
        {
            return ClusterAnswer.Refused($"The engine at {aws.Endpoint} does not answer: {error.Message} If it has failed, start the workbook again.");
        }
    }

    private async Task<ClusterAnswer> MoveAsync(ClusterRequest.Clock request, CancellationToken cancellation)
    {
        var clock = aws.Engine.Clock;
        var answer = ClusterAnswer.Done;
        switch (request.Do)
        {
            case "pause":
                if (!clock.Pause()) answer = ClusterAnswer.Refused("Real containers take real time: this clock cannot be paused.");
                break;
            case "resume":
                clock.Resume();
                break;
            case "step":
                if (!await clock.StepAsync(cancellation)) answer = ClusterAnswer.Of("Nothing lies ahead: all is at rest.");
                break;
            default:
                answer = await AdminAsync(HttpMethod.Post, "clock", JsonSerializer.SerializeToElement(new { advanceSeconds = request.Seconds }), cancellation);
                break;
        }
        feed.ClockChanged();
        return answer;
    }

    private async Task<ClusterAnswer> AdminAsync(HttpMethod method, string what, JsonElement? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(aws.Endpoint, $"/_workbook/{what}")) { Content = body is null ? null : JsonContent.Create(body.Value) };
        using var answer = await http.SendAsync(request, cancellation);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return answer.IsSuccessStatusCode ? ClusterAnswer.Of(json) : ClusterAnswer.Refused(json.GetProperty("error").GetString()!);
    }

    private async Task<ClusterAnswer> LogsAsync(ClusterRequest.Logs request, CancellationToken cancellation)
    {
        if (!Arn.TryParse(request.Task, out var arn) || aws.Engine.Store.Read(arn.Scope) is var world && !world.Tasks.ContainsKey(arn.Id)) return ClusterAnswer.Refused("The task is not remembered any more.");
        var task = world.Tasks[arn.Id];
        if (StreamOf(world, task, request.Container) is not { } place)
            return ClusterAnswer.Refused("This container's output is not kept. Give its container definition a logConfiguration with the driver awslogs, and it goes to CloudWatch Logs.");
        return await _aws.LinesAsync(place.Scope, place.Group, place.Stream, MostLines, cancellation) is { } lines
            ? ClusterAnswer.Of(new { place.Group, place.Stream, Lines = lines })
            : ClusterAnswer.Refused($"Nothing was written to {place.Stream} in the log group {place.Group} yet.");
    }

    private static (AccountRegion Scope, string Group, string Stream)? StreamOf(World world, EcsTask task, string container)
    {
        var definition = world.TaskDefinitions.GetValueOrDefault(task.DefinitionKey)?.Definition.ContainerDefinitions?.FirstOrDefault(each => each.Name == container);
        if (definition?.LogConfiguration is not { LogDriver: LogDriver.Awslogs, Options: { } options }) return null;
        var stream = Option("awslogs-stream-prefix") is { } prefix ? $"{prefix}/{container}/{task.Id}"
            : Option("awslogs-stream") ?? task.Containers.FirstOrDefault(each => each.Name == container)?.RuntimeId;
        return stream is null ? null : (Option("awslogs-region") is { } region ? world.Scope with { Region = region } : world.Scope, Option("awslogs-group") ?? "", stream);

        string? Option(string name) => options.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
    }
}
