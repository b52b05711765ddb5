using System.Text.Json;
using Workbook.Server.Ecs;
using Workbook.Server.Wire;
using Workbook.Shapes;
using Workbook.Shapes.Ecs;

namespace Workbook.Server.Tests.Wire;

internal sealed class DispatchTests
{
    [Test]
    public void EveryOperationOfTheModelIsDispatched()
    {
        var binding = new EcsBinding(new FakeEcs());
        binding.OperationNames.Should().Equal(Model.Operations).And.HaveCountGreaterThan(80);
        foreach (var name in Model.Operations)
        {
            binding.Find(name)!.Name.Should().Be(name);
        }
        binding.Find("createCluster").Should().BeNull();
        binding.Find("").Should().BeNull();
    }

    [TestCaseSource(typeof(Model), nameof(Model.Operations))]
    public void WhatIsNotImplementedSaysSo(string operation)
    {
        var context = new RequestContext(new("123456789012", "us-east-1"), "id", "key", CancellationToken.None);
        var binding = new EcsBinding(new NothingYet());
        using var buffer = WireBuffer.Rent();
        var body = Requests.Minimal(operation);
        var call = () => binding.Find(operation)!.InvokeJsonAsync(body, context, buffer.Json);
        call.Should().Throw<ApiException>(JsonSerializer.Serialize(System.Text.Encoding.UTF8.GetString(body)))
            .WithMessage($"The operation {operation} of ECS is not implemented by ECS Workbook yet.")
            .Where(error => error.Status == 400 && error.Code == "UnsupportedOperationException");
    }

    [Test]
    public async Task TheHandlerLearnsWhoCalls()
    {
        var ecs = new FakeEcs();
        await using var http = await Http.StartAsync(ecs);
        var authorization = Http.Signed.Replace("AKIAEXAMPLE", "111122223333", StringComparison.Ordinal).Replace("us-east-1", "eu-west-1", StringComparison.Ordinal);
        var answer = await http.SendAsync(Http.Request("CreateCluster", "{\"clusterName\":\"übung 🐳\"}"u8.ToArray(), authorization));

        answer.Status.Should().Be(200);
        answer.Body.Should().StartWith("{\"cluster\":{\"clusterName\":\"übung ");
        answer.Json.GetProperty("cluster").GetProperty("clusterName").GetString().Should().Be("übung 🐳");
        answer.Headers["Content-Type"].Should().Be("application/x-amz-json-1.1");
        answer.Headers["Content-Length"].Should().Be(System.Text.Encoding.UTF8.GetByteCount(answer.Body).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var (request, context) = ecs.Calls.Single();
        request.Should().Be(new CreateClusterRequest { ClusterName = "übung 🐳" });
        context.Scope.ToString().Should().Be("111122223333/eu-west-1");
        context.AccessKeyId.Should().Be("111122223333");
        answer.Headers["x-amzn-RequestId"].Should().Be(context.RequestId).And.Be("00000000-0000-4000-8000-000000000001");
    }

    [Test]
    public async Task AnEmptyBodyIsAnEmptyObject()
    {
        var ecs = new FakeEcs();
        await using var http = await Http.StartAsync(ecs);
        (await http.CallAsync("CreateCluster", "")).Status.Should().Be(200);
        ecs.Calls.Single().Request.Should().Be(new CreateClusterRequest());
    }

    private sealed class NothingYet : IEcs;
}
