using System.Text.Json;

namespace Workbook.Server.Tests.Metadata;

/// <summary>A task protects itself from scale-in while it is at work.</summary>
internal sealed class ProtectionTests : MetadataFixture
{
    private int _services;

    [Test]
    public async Task IsSetReadAndTakenBack()
    {
        var (uri, arn) = await ServeAsync();
        (await GetAsync(uri)).Should().Be((200, $$$"""{"protection":{"ExpirationDate":null,"ProtectionEnabled":false,"TaskArn":"{{{arn}}}"}}"""));

        var (status, body) = await PutAsync(uri, """{"ProtectionEnabled":true,"ExpiresInMinutes":60}""");

        status.Should().Be(200, body);
        var until = World.Tasks.Values.Single(task => arn.EndsWith(task.Id)).ProtectedUntil!.Value;
        var protection = JsonDocument.Parse(body).RootElement.GetProperty("protection");
        protection.GetProperty("ExpirationDate").GetDateTimeOffset().Should().Be(until);
        protection.GetProperty("ProtectionEnabled").GetBoolean().Should().BeTrue();
        (await GetAsync(uri)).Body.Should().Be(body);
        (await PutAsync(uri, """{"protectionEnabled":false}""")).Body.Should().Contain("\"ProtectionEnabled\":false", "Go reads names in any case");
    }

    [Test]
    public async Task MoreThanTheServiceWantsCannotBeProtected()
    {
        var (uri, arn) = await ServeAsync(desired: 1);
        await CallAsync("UpdateService", $$"""{"service":"service-{{_services}}","desiredCount":0}""");
        var (status, body) = await PutAsync(uri, """{"ProtectionEnabled":true}""");
        status.Should().Be(200, "ECS answers, and the agent passes it on");
        body.Should().Be($$$"""{"failure":{"Arn":"{{{arn}}}","Detail":null,"Reason":"TASK_NOT_VALID"}}""");
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("{")]
    [TestCase("""{"ProtectionEnabled":"true"}""")]
    [TestCase("""{"ProtectionEnabled":true,"ExpiresInMinutes":1.5}""")]
    [TestCase("""{"ProtectionEnabled":true,"Reason":"work"}""")]
    public async Task WhatCannotBeRead(string body)
    {
        var (uri, _) = await ServeAsync();
        (await PutAsync(uri, body)).Should().Be((400, """{"error":{"Code":"InvalidParameterException","Message":"UpdateTaskProtection: failed to decode request"}}"""));
    }

    [TestCase("{}")]
    [TestCase("null")]
    [TestCase("""{"ProtectionEnabled":null,"ExpiresInMinutes":5}""")]
    public async Task WhatIsMissing(string body)
    {
        var (uri, arn) = await ServeAsync();
        (await PutAsync(uri, body)).Should().Be((400, $$$"""{"error":{"Arn":"{{{arn}}}","Code":"InvalidParameterException","Message":"Invalid request: does not contain 'ProtectionEnabled' field"}}"""));
    }

    [TestCase("0")]
    [TestCase("2881")]
    [TestCase("99999999999")]
    public async Task WhatEcsRefuses(string minutes)
    {
        var (uri, arn) = await ServeAsync();
        var (status, body) = await PutAsync(uri, $$"""{"ProtectionEnabled":true,"ExpiresInMinutes":{{minutes}}}""");
        status.Should().Be(400);
        var json = JsonDocument.Parse(body).RootElement;
        MembersOf(json).Should().Equal("requestID", "error.Arn", "error.Code", "error.Message");
        json.GetProperty("error").GetProperty("Code").GetString().Should().Be("InvalidParameterException");
        json.GetProperty("error").GetProperty("Arn").GetString().Should().Be(arn);
    }

    [Test]
    public async Task ATaskWithoutARoleMayNot()
    {
        var id = await RunOnFargateAsync("powerless", role: "");
        var uri = Environment(id, "ECS_AGENT_URI") + "/task-protection/v1/state";
        var expected = (403, $$$"""{"error":{"Arn":"arn:aws:ecs:us-east-1:000000000042:task/default/{{{id}}}","Code":"AccessDeniedException","Message":"Invalid Request: no task IAM role credentials available for task"}}""");
        (await GetAsync(uri)).Should().Be(expected);
        (await PutAsync(uri, """{"ProtectionEnabled":true}""")).Should().Be(expected);
    }

    [Test]
    public async Task UnknownIdsAndOtherMethods()
    {
        var (uri, _) = await ServeAsync();
        var unknown = new Uri(new Uri(uri), "/api/nobody/task-protection/v1/state").ToString();
        var expected = (404, """{"error":{"Code":"ResourceNotFoundException","Message":"Failed to find a task for the request"}}""");
        (await GetAsync(unknown)).Should().Be(expected);
        (await PutAsync(unknown, """{"ProtectionEnabled":true}""")).Should().Be(expected);
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Delete, HttpMethod.Patch }) (await SendAsync(method, uri, "{}")).Status.Should().Be(405);
        (await PutAsync(uri, new string(' ', 20_000))).Status.Should().Be(413);
    }

    private Task<(int Status, string Body)> PutAsync(string uri, string body) => SendAsync(HttpMethod.Put, uri, body);

    /// <summary>A task of a new service, and where it asks.</summary>
    private async Task<(string Uri, string Arn)> ServeAsync(int desired = 1)
    {
        var name = $"service-{++_services}";
        await CallAsync("RegisterTaskDefinition", $$"""{"family":"{{name}}","taskRoleArn":"{{Role}}","networkMode":"host","containerDefinitions":[{"name":"app","image":"nginx","memory":16}]}""");
        await CallAsync("CreateService", $$"""{"serviceName":"{{name}}","taskDefinition":"{{name}}","desiredCount":{{desired}},"launchType":"EC2"}""");
        var id = World.Tasks.Values.Single(task => task.ServiceName == name).Id;
        return (Environment(id, "ECS_AGENT_URI") + "/task-protection/v1/state", $"arn:aws:ecs:us-east-1:000000000042:task/default/{id}");
    }
}
