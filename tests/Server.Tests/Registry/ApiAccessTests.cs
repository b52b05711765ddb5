using System.Text;
using Workbook.Orchestration.Images;
using Workbook.Shapes;
using Workbook.Shapes.Ecr;

namespace Workbook.Server.Tests.Registry;

/// <summary>What the ECR API lets whom do, and what pushes and pulls do by themselves.</summary>
internal sealed class ApiAccessTests : RegistryFixture
{
    private const string Other = "210987654321";

    [Test]
    public async Task Another_account_reads_what_a_repository_policy_opens_to_it_and_nothing_else()
    {
        var name = await NewRepositoryAsync(repository => repository with
        {
            PolicyText = $$"""{"Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{Other}}:root"},"Action":["ecr:BatchGetImage","ecr:Describe*"]}]}""",
        });
        var (manifest, digest) = await Client.PushImageAsync(name, "v1");
        var about = $$"""{"registryId":"{{Account}}","repositoryName":"{{name}}" """;

        var got = await CallAsync(Aws.Endpoint, "BatchGetImage", about + ""","imageIds":[{"imageTag":"v1"}]}""", Other);
        got.GetProperty("images")[0].GetProperty("imageManifest").GetString().Should().Be(Encoding.UTF8.GetString(manifest));
        got.GetProperty("images")[0].GetProperty("registryId").GetString().Should().Be(Account);
        (await CallAsync(Aws.Endpoint, "DescribeImages", about + "}", Other)).GetProperty("imageDetails")[0].GetProperty("imageDigest").GetString().Should().Be(digest);
        (await RefusedAsync(Aws.Endpoint, "ListImages", about + "}", Other)).Should().Be((
            "AccessDeniedException",
            $"User: arn:aws:iam::{Other}:root is not authorized to perform: ecr:ListImages on resource: arn:aws:ecr:{Region}:{Account}:repository/{name} because no resource-based policy allows the ecr:ListImages action"));
        (await RefusedAsync(Aws.Endpoint, "DescribeRepositories", $$"""{"registryId":"{{Account}}"}""", Other)).Code.Should().Be("AccessDeniedException");
    }

    [Test]
    public async Task A_policy_that_denies_holds_for_the_owner_of_the_API_too()
    {
        var name = await NewRepositoryAsync(repository => repository with { PolicyText = """{"Statement":{"Effect":"Deny","Principal":"*","Action":"ecr:BatchDelete*"}}""" });
        await Client.PushImageAsync(name, "v1");

        (await RefusedAsync(Aws.Endpoint, "BatchDeleteImage", $$"""{"repositoryName":"{{name}}","imageIds":[{"imageTag":"v1"}]}""")).Should().Be((
            "AccessDeniedException",
            $"User: arn:aws:iam::{Account}:root is not authorized to perform: ecr:BatchDeleteImage on resource: arn:aws:ecr:{Region}:{Account}:repository/{name} with an explicit deny in a resource-based policy"));
        (await Client.SendAsync("GET", $"/v2/{name}/manifests/v1")).With(200);
    }

    [Test]
    public async Task A_push_makes_the_repository_where_a_template_says_so()
    {
        await CallAsync(Aws.Endpoint, "CreateRepositoryCreationTemplate", """{"prefix":"born","appliedFor":["CREATE_ON_PUSH"],"imageTagMutability":"IMMUTABLE"}""");

        await Client.PushImageAsync("born/web", "v1");

        Aws.Engine.Store.Read(Scope).EcrRepositories["born/web"].TagMutability.Should().Be(ImageTagMutability.Immutable);
        (await Client.SendAsync("POST", "/v2/unborn/web/blobs/uploads/")).Refused(404, "NAME_UNKNOWN");
    }

    [Test]
    public async Task Pulls_by_principals_that_are_excluded_leave_no_trace()
    {
        var name = await NewRepositoryAsync();
        await Client.PushImageAsync(name, "v1");
        await ExcludeAsync($"arn:aws:iam::{Account}:root");
        (await Client.SendAsync("GET", $"/v2/{name}/manifests/v1")).With(200);
        ImageLookup.ByTag(Aws.Engine.Store.Read(Scope), name, "v1")!.LastPulledAt.Should().BeNull();

        await ExcludeAsync();
        (await Client.SendAsync("GET", $"/v2/{name}/manifests/v1")).With(200);
        ImageLookup.ByTag(Aws.Engine.Store.Read(Scope), name, "v1")!.LastPulledAt.Should().NotBeNull();
    }

    [Test]
    public async Task Parts_of_a_layer_are_large_but_for_the_last()
    {
        var name = await NewRepositoryAsync();
        (await UploadAsync(name, 5 * 1024 * 1024, 3)).Should().BeNull();
        (await UploadAsync(name, 5 * 1024 * 1024 - 1, 3)).Should().Be(("LayerPartTooSmallException", "Layer parts must be at least 5 MiB in size"));
    }

    [Test]
    public async Task A_pull_through_cache_rule_is_valid_as_far_as_that_can_be_known_here()
    {
        const string Secret = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:ecr-pullthroughcache/hub";
        await CallAsync(Aws.Endpoint, "CreatePullThroughCacheRule", """{"ecrRepositoryPrefix":"free","upstreamRegistryUrl":"quay.io"}""");
        await CallAsync(Aws.Endpoint, "CreatePullThroughCacheRule", $$"""{"ecrRepositoryPrefix":"hub","upstreamRegistryUrl":"registry-1.docker.io","credentialArn":"{{Secret}}"}""");

        (await CallAsync(Aws.Endpoint, "ValidatePullThroughCacheRule", """{"ecrRepositoryPrefix":"free"}""")).GetProperty("isValid").GetBoolean().Should().BeTrue();
        var hub = await CallAsync(Aws.Endpoint, "ValidatePullThroughCacheRule", """{"ecrRepositoryPrefix":"hub"}""");
        (hub.GetProperty("isValid").GetBoolean(), hub.GetProperty("failure").GetString()).Should().Be((false, $"The secret '{Secret}' cannot be read: there is no AWS Secrets Manager here."));
        (await RefusedAsync(Aws.Endpoint, "ValidatePullThroughCacheRule", """{"ecrRepositoryPrefix":"gone"}""")).Code.Should().Be("PullThroughCacheRuleNotFoundException");
    }

    private async Task ExcludeAsync(params string[] principals) =>
        await Aws.Engine.Store.UpdateAsync(Scope, (world, _) => (world.Put(world.EcrRegistry with { PullTimeExclusions = principals.ToValueList() }), 0));

    /// <summary>Null, or how the completion was refused.</summary>
    private async Task<(string Code, string Message)?> UploadAsync(string name, params int[] parts)
    {
        var about = $$"""{"repositoryName":"{{name}}" """;
        var upload = (await CallAsync(Aws.Endpoint, "InitiateLayerUpload", about + "}")).GetProperty("uploadId").GetString();
        var layer = new byte[parts.Sum()];
        var at = 0;
        foreach (var part in parts)
        {
            var blob = Convert.ToBase64String(layer, at, part);
            await CallAsync(Aws.Endpoint, "UploadLayerPart", about + $$""","uploadId":"{{upload}}","partFirstByte":{{at}},"partLastByte":{{at + part - 1}},"layerPartBlob":"{{blob}}"}""");
            at += part;
        }
        var complete = about + $$""","uploadId":"{{upload}}","layerDigests":["{{RegistryClient.DigestOf(layer)}}"]}""";
        if (parts[0] < 5 * 1024 * 1024) return await RefusedAsync(Aws.Endpoint, "CompleteLayerUpload", complete);
        await CallAsync(Aws.Endpoint, "CompleteLayerUpload", complete);
        return null;
    }
}
