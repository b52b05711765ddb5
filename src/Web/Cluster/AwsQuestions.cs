using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Workbook.Orchestration;

namespace Workbook.Web.Cluster;

/// <summary>Asks the endpoint as any AWS client does, and gives its answers as they come: what a page shows is what the AWS CLI would.</summary>
internal sealed class AwsQuestions(HttpClient http, Uri endpoint)
{
    private const string EcsTarget = "AmazonEC2ContainerServiceV20141113.", LogsTarget = "Logs_20140328.";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="id">An item's on the map.</param>
    /// <returns>JSON; null for what cannot be described any more.</returns>
    public async Task<string?> DescribeAsync(string id, CancellationToken cancellation)
    {
        if (!Arn.TryParse(id, out var arn)) return await DescribeBalancingAsync(id, cancellation);
        var cluster = arn.ClusterName ?? arn.Path;
        var (operation, list, body) = arn.Type switch
        {
            "cluster" => ("DescribeClusters", "clusters", new JsonObject { ["clusters"] = new JsonArray(id), ["include"] = new JsonArray("ATTACHMENTS", "CONFIGURATIONS", "SETTINGS", "STATISTICS", "TAGS") }),
            "container-instance" => ("DescribeContainerInstances", "containerInstances", new() { ["cluster"] = cluster, ["containerInstances"] = new JsonArray(id), ["include"] = new JsonArray("TAGS") }),
            "service" => ("DescribeServices", "services", new() { ["cluster"] = cluster, ["services"] = new JsonArray(id), ["include"] = new JsonArray("TAGS") }),
            "task" => ("DescribeTasks", "tasks", new() { ["cluster"] = cluster, ["tasks"] = new JsonArray(id), ["include"] = new JsonArray("TAGS") }),
            _ => ("", "", new JsonObject()),
        };
        if (operation.Length == 0) return null;
        var answer = await AskAsync(arn.Scope, "ecs", EcsTarget + operation, body, cancellation);
        return answer?[list] is JsonArray { Count: > 0 } found ? found[0]!.ToJsonString(Readable) : null;
    }

    /// <summary>The last lines of a log stream, oldest first; null when there is no such stream.</summary>
    public async Task<IReadOnlyList<LogLine>?> LinesAsync(AccountRegion scope, string group, string stream, int most, CancellationToken cancellation)
    {
        var answer = await AskAsync(scope, "logs", LogsTarget + "GetLogEvents", new() { ["logGroupName"] = group, ["logStreamName"] = stream, ["limit"] = most, ["startFromHead"] = false }, cancellation);
        return (answer?["events"] as JsonArray)?.Select(each => new LogLine(DateTimeOffset.FromUnixTimeMilliseconds(each!["timestamp"]!.GetValue<long>()), each["message"]!.GetValue<string>())).ToList();
    }

    private async Task<string?> DescribeBalancingAsync(string id, CancellationToken cancellation)
    {
        // arn:aws:elasticloadbalancing:REGION:ACCOUNT:targetgroup/NAME/ID, with |ADDRESS:PORT behind it for a target.
        var parts = id.Split(':', 6);
        if (parts is not [_, _, "elasticloadbalancing", var region, var account, var path]) return null;
        var (arn, bar) = (id.Split('|')[0], path.IndexOf('|', StringComparison.Ordinal));
        var target = bar < 0 ? null : path[(bar + 1)..];
        Dictionary<string, string> query = path.StartsWith("loadbalancer/", StringComparison.Ordinal) ? new() { ["Action"] = "DescribeLoadBalancers", ["LoadBalancerArns.member.1"] = arn }
            : target is null ? new() { ["Action"] = "DescribeTargetGroups", ["TargetGroupArns.member.1"] = arn }
            : new() { ["Action"] = "DescribeTargetHealth", ["TargetGroupArn"] = arn, ["Targets.member.1.Id"] = target[..target.LastIndexOf(':')], ["Targets.member.1.Port"] = target[(target.LastIndexOf(':') + 1)..] };
        query["Version"] = "2015-12-01";
        using var content = new FormUrlEncodedContent(query);
        using var request = Request(new(account, region), "elasticloadbalancing", content);
        using var answer = await http.SendAsync(request, cancellation);
        if (!answer.IsSuccessStatusCode) return null;
        var result = XElement.Parse(await answer.Content.ReadAsStringAsync(cancellation)).Elements().First(each => each.Name.LocalName.EndsWith("Result", StringComparison.Ordinal));
        return result.Descendants().FirstOrDefault(each => each.Name.LocalName == "member") is { } first ? QueryAnswer.ToJson(first)!.ToJsonString(Readable) : null;
    }

    private async Task<JsonNode?> AskAsync(AccountRegion scope, string service, string target, JsonObject body, CancellationToken cancellation)
    {
        using var content = new StringContent(body.ToJsonString());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        using var request = Request(scope, service, content);
        request.Headers.Add("X-Amz-Target", target);
        using var answer = await http.SendAsync(request, cancellation);
        return answer.IsSuccessStatusCode ? await JsonNode.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation) : null;
    }

    // The endpoint reads account and region off a signature and does not check it.
    private HttpRequestMessage Request(AccountRegion scope, string service, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential={scope.Account}/20260101/{scope.Region}/{service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=0");
        request.Headers.Add("X-Amz-Date", "20260101T000000Z");
        return request;
    }
}

/// <summary>A line of a log.</summary>
internal sealed record LogLine(DateTimeOffset At, string Text);
