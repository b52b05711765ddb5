using System.Text.Json;
using Workbook.Orchestration.Images;
using Workbook.Server.Api.Ecr;

namespace Workbook.Server.Tests.BadInput;

/// <summary>Requests to ECR that are almost right.</summary>
internal sealed class EcrMutationTests() : JsonMutationFixture("AmazonEC2ContainerRegistry_V20150921", "ecr", typeof(EcrApi))
{
    protected override IEnumerable<(string Operation, string Body)> Valid => ValidEcrRequests.All.Select(request => (request.Operation, request.Body));

    protected override async Task PrepareAsync() =>
        await Aws.Engine.Store.UpdateAsync(Scope, (world, now) => (world.Put(new EcrRepository("web", now)).Put(new EcrRepository("prod/api", now)), 0));

    [TestCase("../web")]
    [TestCase("web/../../etc")]
    [TestCase("Web")]
    [TestCase("web\n")]
    [TestCase("/web")]
    [TestCase("a")]
    public void Names_that_are_none_make_no_repository(string name)
    {
        var (status, body) = Send("CreateRepository", JsonSerializer.SerializeToUtf8Bytes(new { repositoryName = name }));

        status.Should().Be(400);
        body.Should().Contain("InvalidParameterException").And.Contain("Invalid parameter at 'repositoryName' failed to satisfy constraint");
    }
}
