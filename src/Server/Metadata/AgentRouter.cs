using Microsoft.AspNetCore.Http;
using Workbook.Engine.Runtimes;
using Workbook.Engine.State;

namespace Workbook.Server.Metadata;

/// <summary>
/// The agent's paths, and what it answers there. Its errors are the agent's too, but for one: where version 3 answers an
/// unknown id with 500, the answer here is 400, as nothing is wrong with the endpoint.
/// </summary>
internal sealed class AgentRouter(EndpointTable table, ITaskRuntime runtime, ITaskCredentials credentials, StateStore store)
{
    private const string NoContainer = "unable to get container ID from request: unable to get docker ID from v3 endpoint ID: ";
    private const string NoTask = "unable to get task arn from request: unable to get task Arn from v3 endpoint ID: ";
    private readonly CredentialsEndpoint _credentials = new(table, credentials, store.Clock);
    private readonly TaskProtectionEndpoint _protection = new(store);

    /// <summary>A <see cref="RequestDelegate"/>.</summary>
    public async Task HandleAsync(HttpContext http) => await (await AnswerAsync(http)).WriteAsync(http.Response);

    // Like the agent's, this router looks at the method only where something can be changed.
    private async ValueTask<AgentAnswer> AnswerAsync(HttpContext http) => http.Request.Path.Value?.Split('/') switch
    {
        ["", "v4", var id] => Container(id, 4),
        ["", "v4", var id, "task"] => Task(id, 4, withTags: false),
        ["", "v4", var id, "taskWithTags"] => Task(id, 4, withTags: true),
        ["", "v4", var id, "stats"] => Stats(id, 4),
        ["", "v4", var id, "task", "stats"] => TaskStats(id, 4),
        ["", "v3", var id] => Container(id, 3),
        ["", "v3", var id, "task"] => Task(id, 3, withTags: false),
        ["", "v3", var id, "taskWithTags"] => Task(id, 3, withTags: true),
        ["", "v3", var id, "stats"] => Stats(id, 3),
        ["", "v3", var id, "task", "stats"] => TaskStats(id, 3),
        ["", "v2", "credentials"] => _credentials.Get(""),
        ["", "v2", "credentials", var id] => _credentials.Get(id),
        ["", "api", var id, "task-protection", "v1", "state"] => await ProtectionAsync(http, id),
        _ => AgentAnswer.NoSuchPath,
    };

    private AgentAnswer Container(string id, int version)
    {
        if (table.Container(id) is not { } container) return NotFound(version, $"V{version} container metadata handler: {NoContainer}{id}");
        var metadata = ContainerMetadataView.Of(container);
        return AgentAnswer.Json(version == 3 ? ContainerMetadataView.InVersion3(metadata) : metadata);
    }

    private AgentAnswer Task(string id, int version, bool withTags)
    {
        if (table.Container(id) is not { } container) return NotFound(version, $"V{version} task metadata handler: {NoTask}{id}");
        var metadata = TaskMetadataView.Of(container.Task, ContainersOf(container.Task), withTags, store.Clock.GetUtcNow());
        return AgentAnswer.Json(version == 3 ? TaskMetadataView.InVersion3(metadata) : metadata);
    }

    private AgentAnswer Stats(string id, int version)
    {
        if (table.Container(id) is not { } container) return NotFound(version, $"V{version} container stats handler: {NoTask}{id}");
        return ContainerStatsView.Of(runtime, container, withRates: version == 4) is { } stats
            ? AgentAnswer.Stats(stats)
            : AgentAnswer.Error(500, $"Unable to get container stats for: {container.RuntimeId}");
    }

    private AgentAnswer TaskStats(string id, int version)
    {
        if (table.Container(id) is not { } container) return NotFound(version, $"V{version} task stats handler: {NoTask}{id}");
        // What was not measured is null.
        return AgentAnswer.Stats(ContainersOf(container.Task)
            .Where(each => each.RuntimeId.Length > 0)
            .ToDictionary(each => each.RuntimeId, each => ContainerStatsView.Of(runtime, each, withRates: version == 4)));
    }

    private async ValueTask<AgentAnswer> ProtectionAsync(HttpContext http, string id)
    {
        if (HttpMethods.IsGet(http.Request.Method)) return TaskProtectionEndpoint.Get(table.Container(id)?.Task);
        if (!HttpMethods.IsPut(http.Request.Method)) return AgentAnswer.NoSuchMethod;
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return await _protection.PutAsync(table.Container(id)?.Task, body.ToArray());
    }

    private IEnumerable<AgentContainer> ContainersOf(AgentTask task) => task.Task.Containers.Select(container => table.Sibling(task, container));

    private static AgentAnswer NotFound(int version, string message) => AgentAnswer.Error(version == 3 ? 400 : 404, message);
}
